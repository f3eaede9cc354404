/** Reads one answer to its end; milliseconds from the call to the first text, nothing if a text is wrong. */
export async function timeFirstText(read, baseUrl, check, frames) {
  let firstAt;
  const startedAt = performance.now();
  await read(baseUrl, (text, choice) => {
    firstAt ??= performance.now();
    check.take(text, choice);
  });
  return check.isRight(frames) ? firstAt - startedAt : undefined;
}
