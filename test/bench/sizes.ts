import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** The size of a built file in kilobytes (1000 bytes), compressed as a store would. */
export function gzipSize(folder: string, file: string): number {
  return gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).byteLength / 1000;
}
