// A process that imports nothing and asks nothing: what Node itself costs.
export const read = async () => undefined;
