// Sets the formulas of statements, and those of notebooks between dollars; nothing is fetched.
document.addEventListener("DOMContentLoaded", () => {
  const pair = (left, right, display) => ({left, right, display});
  const statements = [pair("\\(", "\\)", false), pair("\\[", "\\]", true)];
  for (const place of document.querySelectorAll(".statement"))
    renderMathInElement(place, {delimiters: statements, throwOnError: false});
  if (location.pathname.includes("/notebooks/"))
    renderMathInElement(document.querySelector("article"), {
      delimiters: [pair("$$", "$$", true), pair("$", "$", false)], throwOnError: false,
    });
});
