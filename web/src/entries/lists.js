/** The directory of cards, and the comparison of two parts. */
import { compare } from "../compare.js";
import { directory } from "../directory.js";

const { language, packed, ready } = window.chaingraphPage;
packed("packed").then((data) => {
  const page = document.getElementById("entities") ? directory : compare;
  page(data, language);
  ready();
});
