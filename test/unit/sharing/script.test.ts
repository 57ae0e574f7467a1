import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { diffShares, itemKey, type ShareItem, type SharePlan } from '@/lib/sharing/plan';
import { bashScript, powerShellScript, scriptFileName } from '@/lib/sharing/script';
import { runBash } from '../../support/aws-cli';
import { loadPowerShell, type PowerShellParser } from '../support/power-shell';
import { friend, imageNames, minute, noon, owner, permissions, stranger } from '../support/values';

const digest = 'a1'.repeat(32);

/** A plan of items, with an image for each that they name. */
function planOf(items: readonly ShareItem[], obstacles: SharePlan['images'] = []): SharePlan {
  const places = new Map(items.map((item) => [`${item.region}/${item.image}`, item]));
  const images = [...places.values()].map(({ region, image }) => ({
    region,
    image: { name: image },
    sharedBefore: 0,
    sharedAfter: 0,
  }));
  return {
    kind: 'shares',
    digest,
    scope: { partition: 'aws', account: owner },
    images: [...images, ...obstacles],
    items,
    madeAt: noon,
    expiresAt: noon + 15 * minute,
  };
}

const place = { kind: 'share', region: 'us-east-1', image: 'office-2026' } as const;

const plan = planOf(
  [
    ...diffShares(
      [{ account: friend, fleet: true, imageBuilder: false }],
      [
        { account: friend, fleet: false, imageBuilder: false },
        { account: stranger, fleet: true, imageBuilder: true },
      ],
    ).map((item) => ({ ...place, ...item })),
    {
      kind: 'share',
      region: 'eu-west-1',
      image: "it's",
      account: stranger,
      change: 'unchanged',
      before: { fleet: true, imageBuilder: false },
      after: { fleet: true, imageBuilder: false },
    },
  ],
  [
    {
      region: 'eu-west-1',
      image: { name: 'new\nrm -rf "$HOME"' },
      sharedBefore: 0,
      sharedAfter: 0,
      obstacle: { kind: 'quota', detail: 'An “image” of\n101 accounts.' },
    },
  ],
);

const texts = fc.oneof(
  imageNames,
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      '$',
      '`',
      '\\',
      '\u2019',
      '\n',
      '\r',
      ';',
      '&',
      ' ',
      '#',
      'a',
      '(',
    ),
    minLength: 1,
    maxLength: 12,
  }),
);

const accounts = fc.integer({ min: 0, max: 8 }).map((last) => `70000000000${last}`);

const items: fc.Arbitrary<readonly ShareItem[]> = fc.uniqueArray(
  fc
    .record({
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      image: texts,
      account: accounts,
      now: fc.option(permissions),
      wanted: permissions,
    })
    .map(({ region, image, account, now, wanted }): ShareItem => {
      const shared = now && (now.fleet || now.imageBuilder) ? [{ account, ...now }] : [];
      const [difference] = diffShares(shared, [{ account, ...wanted }]);
      return { kind: 'share', region, image, account, change: 'unchanged', ...difference };
    }),
  { selector: itemKey, maxLength: 8 },
);

const plans = fc.record({ items, obstacle: fc.option(texts) }).map(({ items: all, obstacle }) =>
  planOf(
    all,
    obstacle === null
      ? []
      : [
          {
            region: 'us-east-1',
            image: { name: obstacle },
            sharedBefore: 0,
            sharedAfter: 0,
            obstacle: { kind: 'not-available', detail: obstacle },
          },
        ],
  ),
);

/** What a script shall ask of AWS, an item at a time. */
const asked = ({ items: all }: SharePlan) =>
  all
    .filter(({ change }) => change !== 'unchanged')
    .map(({ region, image, account, after }) => {
      const command = after ? 'update-image-permissions' : 'delete-image-permissions';
      const cell = ['--region', region, '--name', image, '--shared-account-id', account];
      const may = after && `allowFleet=${after.fleet},allowImageBuilder=${after.imageBuilder}`;
      return ['appstream', command, ...cell, ...(may ? ['--image-permissions', may] : [])];
    });

/** Runs a script with a command line that only says what was asked of it. */
async function askedBy(script: string): Promise<readonly (readonly string[])[]> {
  // Each word ends with a byte that no word has.
  const aws = `aws() {
    if [ "$1" = sts ]; then echo ${owner}; return; fi
    { printf '%s\\037' "$@"; printf '\\036'; } >&3
  }
  exec 3>&2 2>/dev/null
  `;
  const { code, errors } = await runBash(`${aws}${script}`, { PATH: '' });
  expect(code).toBe(0);
  return errors
    .split('\u001E')
    .slice(0, -1)
    .map((words) => words.split('\u001F').slice(0, -1));
}

describe('a script for bash', () => {
  it('asks for every change once, to the letter, and for nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (each) => {
        expect(await askedBy(bashScript(each))).toEqual(asked(each));
      }),
      { numRuns: 60 },
    );
  });

  it('is bash, whatever images are called', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (each) => {
        expect(await runBash(bashScript(each), {}, ['-n'])).toEqual({
          code: 0,
          output: '',
          errors: '',
        });
      }),
      { numRuns: 30 },
    );
  });

  it('says at its top what it is', () => {
    const [top] = bashScript(plan).split('\n\nset ');
    expect(top).toBe(
      [
        '#!/usr/bin/env bash',
        '# Changes who images are shared with, as a plan of Image Desk says. It needs the AWS CLI.',
        '#',
        `# Plan: ${digest}`,
        `# Account: ${owner} (aws)`,
        '# Made: 2026-08-01T12:00:00.000Z',
        '# Changes: 1 to remove, 1 to add',
        '# Unchanged and left out: 1',
        '#',
        '# Nothing is planned for these images:',
        '#   eu-west-1 new rm -rf "$HOME": A service quota of this account is reached. An "image" of 101 accounts.',
        '#',
        '# It does not see what was changed since the plan was made: run it soon, or make a new plan.',
        '# It can be run again. It ends with 0 when nothing failed, with 1 when something did, and with',
        '# 2, before it changes anything, when the credentials are not those of the account.',
      ].join('\n'),
    );
  });

  it('has a name by the plan', () => {
    expect(scriptFileName(plan, 'sh')).toBe('image-desk-sharing-2026-08-01-a1a1a1a1.sh');
    expect(scriptFileName(plan, 'ps1')).toBe('image-desk-sharing-2026-08-01-a1a1a1a1.ps1');
  });
});

describe('a script for PowerShell', () => {
  let parse: PowerShellParser;

  beforeAll(async () => {
    parse = await loadPowerShell();
  });

  it('has the ends of lines and, in plain characters, the top that Windows can read', () => {
    const script = powerShellScript(plan);
    expect(script.replaceAll('\r\n', '')).not.toMatch(/[^ -~]/);
    const [, top] = /^#!.*\n((?:#.*\n)+)/.exec(bashScript(plan)) ?? [];
    expect(script.replaceAll('\r\n', '\n').startsWith(`${top}\n`)).toBe(true);
  });

  it('is told from what is no PowerShell', () => {
    for (const broken of ['if ($a) {', "Write-Output 'a", '$a = (1', '}', '$a ? 1 : 2']) {
      expect(parse(broken).hasError, broken).toBe(true);
    }
  });

  it('asks for every change once, to the letter, and for nothing else', () => {
    // What is the same in all of them is read once: the tree of it is dear.
    const whole = powerShellScript(plan);
    const same = whole.slice(
      whole.indexOf('$script:Changed'),
      whole.indexOf('\r\n\r\nRemove-Share'),
    );
    expect(parse(whole).hasError).toBe(false);
    fc.assert(
      fc.property(plans, (each) => {
        const parts = powerShellScript(each).split(same);
        expect(parts).toHaveLength(2);
        const { hasError, commands } = parse(parts.join(''));
        expect(hasError).toBe(false);
        const shares = commands.filter(([name]) => /^(?:Add|Remove)-Share$/.test(name ?? ''));
        expect(shares).toEqual(
          asked(each).map(([, , , region, , image, , account, , may]) =>
            may === undefined
              ? ['Remove-Share', region, image, account]
              : ['Add-Share', region, image, account, may],
          ),
        );
      }),
    );
  });
});
