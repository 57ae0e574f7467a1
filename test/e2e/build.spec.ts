import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

const output = path.join(import.meta.dirname, '../../.output');

function filesOf(build: string): Readonly<Record<string, string>> {
  const folder = path.join(output, build);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]),
  );
}

function manifestOf(build: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(output, build, 'manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >;
}

for (const build of ['chrome-mv3', 'firefox-mv3']) {
  test(`the manifest of ${build} is the one that was reviewed`, () => {
    expect(`${JSON.stringify(manifestOf(build), null, 2)}\n`).toMatchSnapshot(`${build}.json`);
  });

  test(`${build} runs no text as code and fetches no code`, () => {
    for (const [name, content] of Object.entries(filesOf(build))) {
      if (!name.endsWith('.js')) continue;
      expect(content, name).not.toMatch(/\bnew Function\(|[^.\w]eval\(/);
      expect(content, name).not.toMatch(/\bimport\(\s*["'`]https?:/);
      expect(content, name).not.toMatch(/new DOMParser/);
    }
  });

  test(`no page of ${build} can be opened or read from the web`, () => {
    expect(manifestOf(build)['web_accessible_resources']).toBeUndefined();
  });
}

test('the test build differs from the real one in the granted hosts alone', () => {
  const { 'manifest.json': _real, ...real } = filesOf('chrome-mv3');
  const { 'manifest.json': _test, ...tested } = filesOf('chrome-mv3-test');
  expect(Object.keys(tested).toSorted()).toEqual(Object.keys(real).toSorted());
  for (const [name, content] of Object.entries(real)) {
    expect(tested[name] === content, `${name} is the same`).toBe(true);
  }
  const { optional_host_permissions: optional, ...rest } = manifestOf('chrome-mv3');
  const { host_permissions: granted, ...restOfTest } = manifestOf('chrome-mv3-test');
  expect(restOfTest).toEqual(rest);
  expect(granted).toEqual(optional);
});
