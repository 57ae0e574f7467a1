import { createHash } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Another extension, unpacked in a folder of its own. */
export interface OtherExtension {
  readonly folder: string;
  /** The address of its one page, in which everything of `chrome.runtime` is at hand. */
  readonly page: string;
  readonly remove: () => void;
}

/**
 * Writes an extension that may do what any other can without asking: it has a page, and may speak
 * to every extension that listens. It has no worker.
 */
export function writeOtherExtension(): OtherExtension {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'image-desk-other-')));
  const manifest = { manifest_version: 3, name: 'Another extension', version: '1' };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(path.join(folder, 'page.html'), '<!doctype html><title>Another</title>');
  return {
    folder,
    page: `chrome-extension://${idOf(folder)}/page.html`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * The id of an unpacked extension without a key: the first 128 bits of the SHA-256 of its path,
 * each four of them as a letter from `a` on. Source: Chromium, `crx_file::id_util`.
 */
function idOf(folder: string): string {
  const digits = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return digits.replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}
