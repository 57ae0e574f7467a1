import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { argumentsOf } from '@/lib/cloning/script/calls';
import type { ScriptOrder } from '@/lib/cloning/script/order';
import { imageScript } from '@/lib/cloning/script/script';
import { splitWindowsArguments } from '../../../support/windows-arguments';
import { loadPowerShell, type PowerShellParser } from '../../support/power-shell';
import { firefox, office, ordersFor } from './orders';

let parse: PowerShellParser;

beforeAll(async () => {
  parse = await loadPowerShell();
});

/** A script in two parts: what all of them begin with but comments, and what an order makes. */
function partsOf(order: ScriptOrder): { readonly start: string; readonly own: string } {
  const script = imageScript(order);
  const at = script.indexOf('\r\n\r\nWrite-Line ');
  return { start: script.slice(0, at).replace(/^(?:#.*\r\n)+/, ''), own: script.slice(at) };
}

/** The commands of some names in their order, with what stands behind the name. */
const calls = ({ commands }: ReturnType<PowerShellParser>, ...called: readonly string[]) =>
  commands.filter(([name = '']) => called.includes(name)).map(([, ...texts]) => texts);

/** An order of the same make, in which no text means anything. */
const tame = ({ applications, image, ...order }: ScriptOrder): ScriptOrder => ({
  ...order,
  present: [],
  applications: applications.map(({ source, install, ...application }) => ({
    id: 'x',
    name: 'x',
    platform: application.platform,
    launchPath: 'x',
    ...(source && { source: { ...source, uri: 's3://x/x', url: 'https://x/x', path: 'x' } }),
    // As many lines, and the one before them that text beyond ASCII needs.
    ...(install && { install: install.replaceAll(/[ -~\t]+/g, 'x').replaceAll(/[^\n\rx]+/g, 'ö') }),
  })),
  image: { name: 'x', dynamicCatalogs: false, latestAgent: false, tags: image.tags },
});

describe('a script for PowerShell', () => {
  it('asks Image Assistant for every call to the letter, and for nothing else', () => {
    const { start } = partsOf(office);
    expect(parse(start).hasError).toBe(false);
    fc.assert(
      fc.property(ordersFor('windows'), (order) => {
        const parts = partsOf(order);
        expect(parts.start).toBe(start);
        const own = parse(parts.own);
        expect(own.hasError).toBe(false);
        expect(own.shape).toBe(parse(partsOf(tame(order)).own).shape);
        const asked = calls(own, 'Remove-Added', 'Invoke-Assistant');
        expect(asked.map((texts) => texts.flatMap(splitWindowsArguments))).toEqual(
          argumentsOf(order),
        );
        const installed = calls(own, 'Install-Application').map((lines) =>
          lines.filter((line) => line !== '@chcp 65001 >nul').join('\n'),
        );
        const installs = order.applications.flatMap(({ install }) => install ?? []);
        expect(installed).toEqual(installs.map((each) => each.replaceAll(/\r\n?/g, '\n')));
      }),
      { numRuns: 40 },
    );
  });

  it('has the ends of lines and the plain characters that Windows can read', () => {
    fc.assert(
      fc.property(ordersFor('windows'), (order) => {
        expect(imageScript(order).replaceAll('\r\n', '')).toMatch(/^[ -~]+$/);
      }),
    );
  });

  it('downloads, installs, looks for the program and adds it, and makes the image in the end', () => {
    expect(partsOf(office).own.slice(2)).toBe(
      String.raw`
Write-Line 'This installs 1 application, and then makes the image office-2026.'

Start-Step '1 of 1: Mozilla Firefox (Firefox)'
Get-S3File 's3 cp "s3://installers/firefox/Firefox Setup 152.exe" "Firefox Setup 152.exe" --profile appstream_machine_role --only-show-errors' 'Firefox Setup 152.exe'
# The install command of Firefox, as it was entered.
Install-Application @(
  '"Firefox Setup 152.exe" /S'
)
Test-Start 'C:\Program Files\Mozilla Firefox\firefox.exe'
Remove-Added 'remove-application --name Firefox'
Invoke-Assistant 'add-application --name Firefox --absolute-app-path "C:\Program Files\Mozilla Firefox\firefox.exe" --display-name "Mozilla Firefox" --absolute-icon-path C:\icons\firefox.png --working-directory "C:\Program Files\Mozilla Firefox" "--launch-parameters=-private \"https://example.com/\"" --absolute-manifest-path C:\manifests\firefox.txt'

# What was downloaded shall not become a part of the image.
Clear-Folder

Start-Step 'Dry run of the image'
Invoke-Assistant 'create-image --name office-2026 --display-name "Office 2026" --description "With a browser" --enable-dynamic-app-catalog --use-latest-agent-version --dry-run --tags team desk "cost centre" ""'

Start-Step 'Image'
Invoke-Assistant 'create-image --name office-2026 --display-name "Office 2026" --description "With a browser" --enable-dynamic-app-catalog --use-latest-agent-version --tags team desk "cost centre" ""'
Write-Line 'The image office-2026 is being made. This session ends in a few moments.'
exit 0
`.replaceAll('\n', '\r\n'),
    );
  });

  it('takes a file from an address or a path', () => {
    const { own } = partsOf({
      ...office,
      applications: [
        { ...firefox, source: { kind: 'https', url: 'https://example.com/get/f%C3%BCr.msi?x=1' } },
        { ...firefox, source: { kind: 'path', path: String.raw`\\files\it's\f.msi` } },
      ],
    });
    expect(calls(parse(own), 'Get-WebFile')).toEqual([
      ['https://example.com/get/f%C3%BCr.msi?x=1', 'für.msi'],
    ]);
    expect(calls(parse(own), 'Use-File')).toEqual([[String.raw`\\files\it's\f.msi`]]);
  });
});
