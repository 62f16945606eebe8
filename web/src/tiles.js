import { byId } from "./dom.js";

const DARK_INK = "#14202b";
const LIGHT_INK = "#ffffff";

/** The map of the parts of the region: its squares show the chosen measure. */
export function tiles() {
  const chosen = document.getElementById("measure");
  if (!(chosen instanceof HTMLSelectElement)) {
    return;
  }
  const map = byId("map", SVGElement);
  const shades = (map.dataset.palette ?? "").split(" ");
  const dark = Number(map.dataset.dark);
  chosen.addEventListener("change", () => {
    for (const square of /** @type {NodeListOf<SVGElement>} */ (map.querySelectorAll("g"))) {
      const measured = (/** @type {string | undefined} */ json) => JSON.parse(json ?? "{}")[chosen.value];
      const shade = measured(square.dataset.shades);
      square.querySelector("rect")?.setAttribute("fill", shades[shade]);
      for (const one of square.querySelectorAll("text")) {
        one.setAttribute("fill", shade >= dark ? LIGHT_INK : DARK_INK);
      }
      const value = square.querySelector(".value");
      if (value) {
        value.textContent = measured(square.dataset.values);
      }
    }
  });
}
