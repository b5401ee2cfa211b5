// Runs a behaviour on each [data-enhance="name"], which is then [data-enhanced]; without it every page is complete.
const behaviours = {
  discussion: () => import("./comments/discussion.js"),
  picking: () => import("./comments/picking.js"),
  inbox: () => import("./comments/inbox.js"),
  peeks: () => import("./comments/peek.js"),
};

for (const place of document.querySelectorAll("[data-enhance]")) {
  behaviours[place.dataset.enhance]?.().then(async (behaviour) => {
    await behaviour.enhance(place);
    place.dataset.enhanced = "";
  });
}

if (document.querySelector("time[data-relative]")) {
  import("./times.js").then((times) => times.enhance(document));
}
