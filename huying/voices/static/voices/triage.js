/* "Fill in" puts the hint into its form without asking for the page again; without it the link does the same. */
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-fill]");
  if (!link) return;
  const target = link.dataset.fill === "field" ? "#classify" : "#hand_over";
  const select = document.querySelector(`${target} select[name="${link.dataset.fill}"]`);
  if (!select || ![...select.options].some((o) => o.value === link.dataset.value)) return;
  event.preventDefault();
  select.value = link.dataset.value;
  const tier = document.querySelector("#hand_over select[name=tier]");
  const given = new URL(link.href).searchParams.get("tier");
  if (tier && given) tier.value = given;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  select.scrollIntoView({ block: "center" });
  select.focus();
});
