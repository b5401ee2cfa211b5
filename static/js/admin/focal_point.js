// Lets the focal points of a picture be set by pressing on it or by arrow keys, and shows every cut as it will be.
// Without it the number fields say the same, and the cuts are shown as they are.
import { moved } from "./cuts.js";
import { drawCut, drawPicture } from "./focal_drawing.js";

const SHOWN = 3;
const place = document.querySelector("[data-focal]");
const labels = [...place.querySelectorAll("[data-cut]")];
const [board, reset, said] = ["canvas", "[data-reset]", "output"].map((name) => place.querySelector(name));
const input = document.getElementById("id_file");
let picture = null;

const chosen = () => labels.find((label) => label.control.checked).dataset;
const fieldsOf = (cut) => ["x", "y"].map((axis) => document.getElementById(`id_${cut && `${cut}_`}focal_${axis}`));
const hasOwn = (cut) => fieldsOf(cut).every((field) => field.value !== "" && Number.isFinite(Number(field.value)));
const pointOf = (cut) => (hasOwn(cut) ? fieldsOf(cut).map((field) => Number(field.value)) : cut ? pointOf("") : [0.5, 0.5]);

function draw() {
  const { cut, ratio } = chosen();
  const point = pointOf(cut);
  reset.hidden = !cut || !hasOwn(cut);
  said.textContent = place.dataset.said.replace("%x", Math.round(point[0] * 100)).replace("%y", Math.round(point[1] * 100));
  if (!picture) return;
  drawPicture(board, picture, ratio, point);
  for (const { dataset, firstElementChild: canvas } of labels) {
    if (dataset.ratio) drawCut(canvas, picture, dataset.ratio, pointOf(dataset.cut));
  }
}

function put(point) {
  fieldsOf(chosen().cut).forEach((field, axis) => (field.value = point[axis]?.toFixed(SHOWN) ?? ""));
  draw();
}

function press({ offsetX, offsetY, buttons }) {
  if (!buttons) return;
  const share = (value, all) => Math.min(Math.max(value / all, 0), 1);
  put([share(offsetX, board.clientWidth), share(offsetY, board.clientHeight)]);
}

async function stored() {
  const img = new Image();
  img.src = place.dataset.picture;
  await img.decode();
  return img;
}

// The file may have been chosen before this script ran, and another while one is still being read: the last counts.
async function show() {
  const [file] = input.files;
  const found = await (file ? createImageBitmap(file) : stored()).catch(() => null);
  if (file !== input.files[0]) return;
  picture = found;
  place.hidden = !picture;
  draw();
}

board.addEventListener("pointerdown", (event) => (board.setPointerCapture(event.pointerId), press(event)));
board.addEventListener("pointermove", press);
board.addEventListener("keydown", (event) => {
  const point = moved(pointOf(chosen().cut), event.key, event.shiftKey ? 0.1 : 0.01);
  if (point) event.preventDefault(), put(point);
});
place.addEventListener("change", draw);
reset.addEventListener("click", () => (put([]), board.focus()));
document.addEventListener("input", ({ target }) => /focal_[xy]$/.test(target.name) && draw());
input.addEventListener("change", show);
place.dataset.focal = "ready";
show();
