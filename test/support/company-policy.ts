import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { extensionBuild, openStage, type Stage, type StageOptions } from './stage';

/** Where Debian's Chromium reads the policies of the whole machine from. */
const policies = '/etc/chromium/policies/managed';

/**
 * Sets the stage in a company that has set a policy. The policy of the machine is one for all
 * browsers that run on it; but the id of an unpacked extension is that of its folder, and this
 * one has a folder of its own, so that no other test's extension is meant. Only root may set it:
 * for anybody else the browser's answer is replaced, in the worker alone.
 */
export async function openManagedStage(policy: object, options: StageOptions): Promise<Stage> {
  const extension = mkdtempSync(path.join(tmpdir(), 'image-desk-managed-'));
  const file = path.join(policies, `${path.basename(extension)}.json`);
  const real = maySetPolicy();
  const remove = () => {
    rmSync(file, { force: true });
    rmSync(extension, { recursive: true, force: true });
  };
  try {
    cpSync(extensionBuild('test'), extension, { recursive: true });
    if (real) {
      mkdirSync(policies, { recursive: true });
      const extensions = { [unpackedId(extension)]: policy };
      writeFileSync(file, JSON.stringify({ '3rdparty': { extensions } }));
    }
    const stage = await openStage({ ...options, extension });
    if (!real) await replaceManaged(stage, policy);
    return {
      ...stage,
      async close() {
        remove();
        await stage.close();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function maySetPolicy(): boolean {
  const there = [policies, path.dirname(policies), '/etc/chromium', '/etc'].find(existsSync);
  try {
    accessSync(there ?? '/', constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function replaceManaged({ context }: Stage, policy: object): Promise<void> {
  await context.serviceWorkers()[0]?.evaluate((held) => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { managed: { get: (...given: readonly unknown[]) => unknown } } };
    };
    chrome.storage.managed.get = (...given) => {
      const callback = given.at(-1);
      return typeof callback === 'function' ? callback(held) : Promise.resolve(held);
    };
  }, policy);
}

/**
 * The id that Chromium gives an unpacked extension: the first 16 bytes of the SHA-256 of its
 * path, in hex with the letters a to p. Source: Chromium's components/crx_file/id_util.cc.
 */
function unpackedId(folder: string): string {
  const hex = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return hex.replaceAll(/./g, (digit) => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16)));
}
