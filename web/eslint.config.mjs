import js from "@eslint/js";

const MARKUP = "Texts from the data are never markup: use textContent or append.";
const markup = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe", "createContextualFragment"];

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", // tsc knows better
      "no-var": "error",
      "prefer-const": "error",
      "prefer-template": "error",
      "prefer-arrow-callback": "error",
      "object-shorthand": "error",
      "no-restricted-properties": ["error", ...markup.map((property) => ({ property, message: MARKUP }))],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow": "error",
      "no-console": "error",
      "max-len": ["error", { code: 120 }],
      eqeqeq: "error",
      curly: "error",
      complexity: ["error", 20],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.js"],
    rules: { "no-restricted-globals": ["error", "process", "Buffer", "require", "global"] },
  },
  {
    files: ["*.mjs", "tests/**"],
    rules: { "no-console": "off", "max-lines-per-function": "off" },
  },
];
