import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** The ways in which a text may lie in a file and still be read by who looks for it. */
export const forms = ['utf8', 'utf16le', 'base64-0', 'base64-1', 'base64-2'] as const;

type Form = (typeof forms)[number];

/**
 * The bytes of a text, or of bytes, in a form. In base64 they look different at each of three
 * offsets; the characters at both ends that depend on what stands beside them are left away.
 */
export function inForm(secret: string | Buffer, form: Form): Buffer {
  if (form === 'utf16le') return Buffer.from(secret.toString('latin1'), 'utf16le');
  const bytes = Buffer.from(secret);
  if (form === 'utf8') return bytes;
  const offset = Number(form.slice(-1));
  const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const start = offset === 0 ? 0 : offset + 1;
  const end = [undefined, -3, -2][(offset + bytes.length) % 3];
  return Buffer.from(text.slice(start, end));
}

/** A file that holds a secret, and the form in which it does. */
interface Find {
  readonly file: string;
  readonly secret: string;
  readonly form: Form;
}

/** The files under a folder that hold any of the secrets, in any form. */
export function findOnDisk(folder: string, secrets: readonly (string | Buffer)[]): readonly Find[] {
  const wanted = secrets.flatMap((secret) =>
    forms.map((form) => ({ secret: secret.toString('latin1'), form, bytes: inForm(secret, form) })),
  );
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const content = readIfThere(file);
      return wanted
        .filter(({ bytes }) => content.includes(bytes))
        .map(({ secret, form }) => ({ file: path.relative(folder, file), secret, form }));
    });
}

/** A browser that runs takes files of its cache away at any time. */
function readIfThere(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}

/**
 * Everything that a page can see of itself, as one text: its markup and what is in its fields,
 * open shadow roots with them, what it stores, its performance entries and its global values.
 */
export function everythingInPage(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const texts: string[] = [];
    const walk = (root: Document | ShadowRoot) => {
      texts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) walk(element.shadowRoot);
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
          texts.push(element.value);
        }
      }
    };
    walk(document);
    for (const store of [localStorage, sessionStorage]) {
      texts.push(JSON.stringify(Object.entries(store)));
    }
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise((resolve) => {
        const opening = indexedDB.open(name);
        opening.addEventListener('success', () => {
          const stores = [...opening.result.objectStoreNames];
          texts.push(name, ...stores);
          if (stores.length === 0) {
            resolve(undefined);
            return;
          }
          const reading = opening.result.transaction(stores);
          for (const store of stores) {
            const all = reading.objectStore(store).getAll();
            all.addEventListener('success', () => texts.push(JSON.stringify(all.result)));
          }
          reading.addEventListener('complete', resolve);
        });
      });
    }
    texts.push(document.cookie, document.title, location.href, window.name);
    texts.push(JSON.stringify(performance.getEntries()), JSON.stringify(history.state));
    const written = new WeakSet<object>();
    for (const name of Object.getOwnPropertyNames(window)) {
      try {
        texts.push(
          JSON.stringify(
            (window as unknown as Record<string, unknown>)[name],
            (_, value: unknown) => {
              if (typeof value !== 'object' || value === null) return value;
              if (written.has(value) || value instanceof Node || value === window) return undefined;
              written.add(value);
              return value;
            },
          ) ?? '',
        );
      } catch {
        // What a page cannot write down it can hardly send anywhere.
      }
    }
    return texts.join('\n');
  });
}
