// Lays over a picture what spoke for each digit in it. This page runs this file.
const at = (id) => document.getElementById(id);
const image = (src, alt) => Object.assign(new Image(), { src, alt });

async function explain(posted) {
  const picture = await (await fetch(posted.src)).blob();
  const response = await fetch("/api/predict?explain=1", {
    method: "POST",
    headers: { "Content-Type": picture.type },
    body: picture,
  });
  if (!response.ok) throw new Error(`Refused with ${response.status}. Try again later.`);
  for (const { guess, heatmap, seen } of (await response.json()).digits) {
    posted.parentElement.append(image(heatmap, `What spoke for the ${guess}`));
    at("sights").append(image(seen, `The ${guess} as the model got it`));
  }
}

at("explain").addEventListener("click", async () => {
  at("explain").disabled = true;
  at("sights").replaceChildren();
  try {
    await explain(at("posted"));
  } catch (error) {
    at("sights").textContent = error.message;
    at("explain").disabled = false;
  }
});
