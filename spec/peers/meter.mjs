// Preloaded in front of a server's program: tells its parent how many bytes are alive, after a collection.
process.on('message', () => {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
// The parent's end is the server's end.
process.on('disconnect', () => process.exit());
