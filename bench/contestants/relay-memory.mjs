import { memoryLog, overLog } from './ourRelay.mjs';

export const connect = () => overLog(memoryLog(), () => undefined);
