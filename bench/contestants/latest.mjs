/** Makes one client per base URL, as a program does; keeps the last. */
export function latest(make) {
  let lastUrl;
  let last;
  return (baseUrl) => {
    if (baseUrl !== lastUrl) last = make(baseUrl);
    lastUrl = baseUrl;
    return last;
  };
}
