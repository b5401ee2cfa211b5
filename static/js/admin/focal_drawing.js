// Draws a picture with the mark of its focal point, and what a cut leaves of it. On canvases, because a file that was
// only just chosen has no address that the content security policy would let a page show.
import { boxOf } from "./cuts.js";

export function drawCut(canvas, picture, ratio, point) {
  canvas.width = 360;
  canvas.height = Math.round(canvas.width / ratio);
  const box = boxOf(picture.width, picture.height, ratio, point);
  canvas.getContext("2d").drawImage(picture, ...box, 0, 0, canvas.width, canvas.height);
}

export function drawPicture(canvas, picture, ratio, [x, y]) {
  const scale = Math.min(1, 960 / picture.width, 960 / picture.height);
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const board = canvas.getContext("2d");
  board.drawImage(picture, 0, 0, canvas.width, canvas.height);
  if (ratio) shade(board, canvas, boxOf(canvas.width, canvas.height, ratio, [x, y]));
  mark(board, x * canvas.width, y * canvas.height, Math.max(canvas.width, canvas.height) / 40);
}

// What the cut takes away.
function shade(board, { width, height }, box) {
  board.beginPath();
  board.rect(0, 0, width, height);
  board.rect(...box);
  board.fillStyle = "rgb(0 0 0 / 60%)";
  board.fill("evenodd");
}

// Light within dark, to be seen on any picture.
function mark(board, x, y, radius) {
  for (const [colour, thickness] of [["black", 0.7], ["white", 0.35]]) {
    board.strokeStyle = colour;
    board.lineWidth = radius * thickness;
    board.beginPath();
    board.arc(x, y, radius, 0, 2 * Math.PI);
    board.stroke();
  }
}
