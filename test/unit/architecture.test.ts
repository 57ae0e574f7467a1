import { describe, expect, it } from 'vitest';
import { readSources, violationsOf, type SourceFile } from './support/sources';

const folders = ['lib', 'components', 'entrypoints'];

const broken = (...files: readonly (readonly [path: string, text: string])[]) =>
  violationsOf(files.map(([path, text]): SourceFile => ({ path, text })));

describe('the parts of the product', () => {
  const sources = readSources(folders, ['.ts', '.tsx']);

  it('are all looked at', () => {
    const paths = sources.map(({ path }) => path);
    expect(paths).toContain('lib/worker.ts');
    expect(paths).toContain('lib/aws/connection.ts');
    expect(paths).toContain('entrypoints/background.ts');
    expect(paths).toContain('entrypoints/appstream.content/index.tsx');
    expect(paths).toContain('entrypoints/imagebuilder.content/index.tsx');
  });

  it('use only what they may', () => {
    expect(violationsOf(sources)).toEqual([]);
  });

  it('T2: give a console page no field to type in, and take no text for markup there', () => {
    const violations = violationsOf(sources).filter((each) => / has (?!a default|\d)/.test(each));
    expect(violations).toEqual([]);
    // The same filter keeps what the check finds of each kind.
    const kinds = ['<input />', '<textarea />', '<p contentEditable />'].map(
      (element) => ['components/panel/a.tsx', `export const a = ${element};`] as const,
    );
    for (const file of kinds) expect(broken(file)[0]).toMatch(/ has (?!a default|\d)/);
  });

  it('have documents without inline styles and scripts, which their policy forbids', () => {
    const documents = readSources(['entrypoints'], ['.html']);
    expect(documents.length).toBeGreaterThan(0);
    for (const { path, text } of documents) {
      expect(text, path).not.toMatch(/\sstyle=|<style|\son[a-z]+=|javascript:/i);
      expect(text, path).not.toMatch(/<script(?![^>]*\ssrc=)/i);
      expect(text.split('\n').length, path).toBeLessThan(60);
    }
  });
});

const lines = (count: number) => '// A line.\n'.repeat(count);

describe('the check of the parts', () => {
  it.each<readonly [string, string, string]>([
    ['lib/a.ts', "import { browser } from 'wxt/browser';", 'only lib/platform may'],
    ['lib/a.ts', "import type { Browser } from 'wxt/browser';", 'only lib/platform may'],
    ['components/panel/a.tsx', "export * from 'webextension-polyfill';", 'only lib/platform may'],
    [
      'components/panel/a.tsx',
      "import { explainProblem } from '../../lib/problems/explain';",
      'a page explains',
    ],
    ['lib/a.ts', 'export const id = browser.runtime.id;', 'uses the browser’s API'],
    ['entrypoints/popup/main.tsx', 'chrome.tabs.create({});', 'uses the browser’s API'],
    ['components/desk/a.tsx', 'globalThis.chrome.runtime.reload();', 'uses the browser’s API'],
    ['components/desk/a.tsx', "window['browser'].tabs;", 'uses the browser’s API'],
    ['lib/aws/a.ts', "import type { Image } from '@aws-sdk/client-appstream';", 'only tests may'],
    ['components/desk/a.tsx', "await import('@aws-sdk/client-sts');", 'only tests may'],
    ['lib/a.ts', "import { SignatureV4 } from '@smithy/signature-v4';", 'only lib/aws may'],
    ['lib/a.ts', "import Papa from 'papaparse';", 'only lib/csv.ts may'],
    ['lib/a.ts', "import { signal } from '@preact/signals';", 'lib may not'],
    ['lib/a.ts', "import { h } from 'preact';", 'lib may not'],
    ['lib/a.ts', "import { useState } from 'preact/hooks';", 'lib may not'],
    ['lib/a/b.ts', "import type { Panel } from '../../components/panel/panel';", 'lib may not'],
    ['lib/a.ts', "export type { Panel } from '@/components/panel/panel';", 'lib may not'],
    ['components/desk/a.tsx', "import '../../entrypoints/desk/main';", 'components may not'],
    ['components/desk/a.tsx', 'export default function Desk() {}', 'has a default export'],
    ['lib/a.ts', 'const a = 1; export { a as default };', 'has a default export'],
    ['lib/a.ts', "export { default } from './b';", 'has a default export'],
    ['components/panel/a.tsx', 'export const a = <input type="text" />;', 'has <input>'],
    ['components/light/a.tsx', 'export const a = <textarea />;', 'has <textarea>'],
    ['components/light/a.tsx', "document.createElement('input');", "has 'input'"],
    ['components/light/a.tsx', 'export const a = <p contentEditable />;', 'has contentEditable'],
    ['components/light/a.tsx', 'element.contentEditable = "true";', 'has contentEditable'],
    [
      'components/panel/a.tsx',
      'export const a = <p dangerouslySetInnerHTML={{ __html: text }} />;',
      'has dangerouslySetInnerHTML',
    ],
    ['components/panel/a.tsx', 'element.innerHTML = text;', 'has innerHTML'],
    ['components/panel/a.tsx', "element['outerHTML'] = text;", 'has outerHTML'],
    [
      'components/panel/a.tsx',
      "element.insertAdjacentHTML('beforeend', text);",
      'has insertAdjacentHTML',
    ],
    ['entrypoints/appstream.content/index.tsx', 'host.innerHTML = text;', 'has innerHTML'],
    ['components/panel/a.tsx', "import * as v from 'valibot';", 'not in a page'],
    [
      'components/light/a.tsx',
      "import Box from '@cloudscape-design/components/box';",
      'not in a page',
    ],
    [
      'components/panel/a.tsx',
      "import { operations } from '@/lib/operations/registry';",
      'not in a page',
    ],
    ['components/panel/a.tsx', "import '../../lib/operations/registry';", 'not in a page'],
    [
      'lib/aws/a.ts',
      "send(keys, place, { operation: 'UpdateFleet', input });",
      'outside of change()',
    ],
    [
      'lib/aws/a.ts',
      "await run({ facts, operation: 'CreateFleet', input });",
      'outside of change()',
    ],
    ['lib/aws/a.ts', "await fleets.run({ operation: 'FrobFleet' });", 'outside of change()'],
    ['lib/aws/a.ts', "await change({ facts, operation: 'ListFleets' });", 'outside of run()'],
  ])('finds it in %s: %s', (path, text, why) => {
    expect(broken([path, text])).toEqual([expect.stringContaining(why)]);
  });

  it('finds entrypoints that do more than wiring', () => {
    expect(broken(['entrypoints/background.ts', lines(60)])).toEqual([
      'entrypoints/background.ts has 60 lines',
    ]);
    expect(broken(['entrypoints/background.ts', lines(59)], ['lib/a.ts', lines(99)])).toEqual([]);
  });

  it('finds what comes into a page by way of another file', () => {
    expect(
      broken(
        ['components/panel/a.tsx', "import { b } from '@/lib/b';"],
        ['lib/b.ts', "export { c as b } from './c/index';"],
        ['lib/c/index.ts', "import * as v from 'valibot'; export const c = v;"],
      ),
    ).toEqual(['components/panel/a.tsx > lib/b.ts > lib/c/index.ts > valibot: not in a page']);
  });

  it('finds what only documents need on its way into the worker', () => {
    expect(
      broken(
        ['lib/worker.ts', "import { a } from './csv';"],
        ['lib/csv.ts', "import { unparse } from 'papaparse'; export const a = unparse;"],
      ),
    ).toEqual(['lib/worker.ts > lib/csv.ts > papaparse: not in the worker']);
  });

  it('finds who imports the handlers, and with them all that calls AWS, besides the worker', () => {
    const handlers = ['lib/operations/handlers.ts', 'export const createHandlers = 1;'] as const;
    const text = "import { createHandlers } from '@/lib/operations/handlers';";
    expect(broken(handlers, ['lib/perform.ts', text])).toEqual([]);
    for (const path of ['lib/worker.ts', 'components/desk/a.tsx', 'entrypoints/background.ts']) {
      expect(broken(handlers, [path, text])).toEqual([
        `${path} imports lib/operations/handlers.ts: only lib/perform.ts may`,
      ]);
    }
    expect(
      broken(handlers, ['lib/messaging/a.ts', "await import('../operations/handlers');"]),
    ).toHaveLength(1);
  });

  it('finds who goes past the handlers to those of a family', () => {
    const family = ['lib/operations/handlers/images.ts', 'export const a = 1;'] as const;
    const text = "import { a } from '@/lib/operations/handlers/images';";
    expect(broken(family, ['lib/operations/handlers.ts', text])).toEqual([]);
    expect(broken(family, ['lib/operations/handlers/other.ts', text])).toEqual([]);
    expect(broken(family, ['components/desk/a.tsx', text])).toEqual([
      'components/desk/a.tsx imports lib/operations/handlers/images.ts: only lib/operations/handlers.ts may',
    ]);
  });

  it('finds who evaluates what calls AWS before it is needed', () => {
    const perform = ['lib/perform.ts', 'export const createPerform = 1;'] as const;
    const late = "const it = import('./perform');";
    const early = "import { createPerform } from './perform';";
    expect(broken(perform, ['lib/worker.ts', late])).toEqual([]);
    expect(broken(perform, ['lib/worker.ts', "import type { A } from './perform';"])).toEqual([]);
    for (const [path, text] of [
      ['lib/worker.ts', early],
      ['lib/other.ts', late],
    ] as const) {
      expect(broken(perform, [path, text])).toEqual([
        `${path} imports lib/perform.ts: only the worker may, and only when it is needed`,
      ]);
    }
  });

  it.each<readonly [string, string]>([
    ['lib/platform/a.ts', "import { browser } from 'wxt/browser'; browser.tabs.create({});"],
    ['lib/aws/a.ts', "import { SignatureV4 } from '@smithy/signature-v4';"],
    ['components/panel/a.tsx', "import type { InputOf } from '@/lib/operations/registry';"],
    ['components/panel/a.tsx', "import { type InputOf } from '@/lib/operations/registry';"],
    ['components/panel/a.tsx', "import type * as v from 'valibot'; export const a = <p>input</p>;"],
    ['components/desk/a.tsx', "import Input from '@cloudscape-design/components/input';"],
    ['components/desk/a.tsx', 'export const a = <input />;'],
    ['lib/aws/a.ts', "await appStream.change({ facts, operation: 'StopFleet', input });"],
    ['lib/aws/a.ts', "await run({ facts, operation: 'DescribeFleets', input });"],
    ['lib/a.ts', "await inScope({ operation: 'sharing.apply', scope }, use);"],
    ['lib/csv.ts', "import { unparse } from 'papaparse';"],
    ['entrypoints/background.ts', 'export default 1;'],
    ['lib/a.ts', '// browser.runtime and chrome.tabs, innerHTML\nexport const text = "browser.x";'],
  ])('leaves in peace what is right in %s: %s', (path, text) => {
    expect(broken([path, text])).toEqual([]);
  });
});
