import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

const here = import.meta.dirname;
const root = path.join(here, '../..');
const dist = path.join(root, '.output/fixture-console');
const stampName = 'inputs.sha256';

let building: Promise<string> | undefined;

/** Builds the page app unless the last build had the same inputs; returns the folder of the build. */
export function buildConsole(): Promise<string> {
  building ??= buildWhenChanged().finally(() => {
    building = undefined;
  });
  return building;
}

async function buildWhenChanged(): Promise<string> {
  const inputs = await hashInputs();
  const stamp = path.join(dist, stampName);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === inputs) return dist;

  // Built aside and moved into place: a killed or a concurrent build never leaves half a console.
  const outDir = `${dist}-${process.pid}`;
  try {
    await build({
      configFile: path.join(here, 'vite.config.ts'),
      mode: 'production',
      logLevel: 'warn',
      build: { outDir },
    });
    await writeFile(path.join(outDir, stampName), inputs);
    await mkdir(path.dirname(dist), { recursive: true });
    await rm(dist, { recursive: true, force: true });
    await rename(outDir, dist);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
  return dist;
}

async function hashInputs(): Promise<string> {
  const app = path.join(here, 'app');
  const names = await readdir(app, { recursive: true, withFileTypes: true });
  const sources = names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const shared = [
    'image.ts',
    'image-builder.ts',
    'routes.ts',
    'services.ts',
    'variants.ts',
    'vite.config.ts',
  ].map((name) => path.join(here, name));
  const files = [...sources, ...shared, path.join(root, 'package-lock.json')].toSorted();
  const hash = createHash('sha256');
  for (const [index, content] of (await Promise.all(files.map((f) => readFile(f)))).entries()) {
    hash.update(`${path.relative(root, files[index] ?? '')}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
