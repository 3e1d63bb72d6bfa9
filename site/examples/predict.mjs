// Reads the number in a picture: node predict.mjs (18 or later), or a module of a web page.
const BASE =
  globalThis.location?.origin ?? process.env.DIGITPAD ?? "http://localhost:8000";

/** The answer to a picture, a Blob or a File. */
async function predict(picture) {
  const response = await fetch(`${BASE}/api/predict`, {
    method: "POST",
    headers: { "Content-Type": picture.type },
    body: picture,
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

const sample = await fetch(`${BASE}/examples/47.png`);
const { number, confidence } = await predict(await sample.blob());
console.log(number, confidence);
