import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  desiredFor,
  explainRecipient,
  readRecipients,
  readRecipientsInSteps,
  recipientsCsv,
  type Recipient,
} from '@/lib/sharing/recipients';
import { planLimits } from '@/lib/sharing/plan';
import { idSeparators, idWritings, recipientLists } from '../support/recipients';
import { accountIds, friend, owner, permissions, someAccounts, stranger } from '../support/values';

const fleet = { fleet: true, imageBuilder: false };
const both = { fleet: true, imageBuilder: true };
const none = { fleet: false, imageBuilder: false };

const read = (text: string) => readRecipients(text, fleet, owner);

/** The sentences of the problems. */
const told = (text: string) => read(text).problems.map(explainRecipient);

const header = 'account,name,fleet,image_builder';

describe('pasted accounts', () => {
  it('are read whatever separates them and however they are written', () => {
    const part = fc.record({ account: accountIds, write: idWritings, separator: idSeparators });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), permissions, (parts, defaults) => {
        const others = parts.filter(({ account }) => account !== owner);
        const text = others
          .map(({ account, write, separator }) => `${write(account)}${separator}`)
          .join('');
        const accounts = [...new Set(others.map(({ account }) => account))];
        expect(readRecipients(text, defaults, owner)).toEqual({
          recipients: accounts.map((account) => ({ account, ...defaults })),
          problems: [],
          merged: others.length - accounts.length,
        });
      }),
    );
  });

  it('may come as a program writes a list', () => {
    const { recipients, problems } = read(`\uFEFF["${friend}",\r\n "${stranger}"]\r\n`);
    expect(recipients.map(({ account }) => account)).toEqual([friend, stranger]);
    expect(problems).toEqual([]);
  });

  it('are revoked when that is what all of them get', () => {
    expect(readRecipients(friend, none, owner).recipients).toEqual([{ account: friend, ...none }]);
  });

  it('are refused with the line and the reason', () => {
    const text = `${friend}\n\n11112222333 Payments ${stranger}\n1.11E+11; ${owner}\n1111-2222-333`;
    expect(read(text).recipients).toEqual([
      { account: friend, ...fleet },
      { account: stranger, ...fleet },
    ]);
    expect(told(text)).toEqual([
      'Line 3: “11112222333” has 11 digits, not 12; spreadsheets take leading zeros away.',
      'Line 3: “Payments” is no account ID, which is a number of 12 digits.',
      'Line 4: “1.11E+11” was rounded, as spreadsheets do with long numbers; format the column as text.',
      `Line 4: account ${owner} owns the images; they cannot be shared with their owner.`,
      'Line 5: “1111-2222-333” has 11 digits, not 12; spreadsheets take leading zeros away.',
    ]);
  });

  it('are nothing where there is nothing', () => {
    for (const text of ['', '\uFEFF', ' \r\n\t ', ',;\n']) {
      expect(read(text)).toEqual({ recipients: [], problems: [], merged: 0 });
    }
  });

  it('are not put together from groups that make no whole ids', () => {
    expect(read('4444 5555 6666 7777').recipients).toEqual([]);
    expect(read('2222 3333 4444 5555 6666 7777').recipients.map(({ account }) => account)).toEqual([
      '222233334444',
      '555566667777',
    ]);
  });
});

describe('CSV of accounts', () => {
  it('gives back every list that it was written from', () => {
    fc.assert(
      fc.property(recipientLists, (recipients) => {
        expect(read(recipientsCsv(recipients))).toEqual({
          recipients,
          problems: [],
          merged: 0,
          header: true,
        });
      }),
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    const list: readonly Recipient[] = [{ account: friend, ...both, name: '=SUM(A1)' }];
    expect(recipientsCsv(list)).toBe(`\uFEFF${header}\r\n${friend},'=SUM(A1),yes,yes\r\n`);
  });

  it('is read with any separator, order, case, words, line breaks and quotation marks', () => {
    const expected = [
      { account: friend, ...both, name: 'Payments, Inc.' },
      { account: stranger, ...fleet },
      { account: '000011112222', ...none },
    ];
    const rows = [
      ['Image Builder', 'ACCOUNT', ' Fleet ', 'name', ''],
      ['TRUE', '"4444-5555-6666"', '1', '"Payments, Inc."', ''],
      ['', stranger, 'x', '', ''],
      ['0', ' 0000 1111 2222', 'No', '', ''],
    ];
    for (const separator of [',', ';', '\t']) {
      for (const end of ['\n', '\r\n', '\r']) {
        const csv = rows.map((cells) => cells.join(separator)).join(end);
        expect(read(`\uFEFF${csv}${end}${end}`)).toEqual({
          recipients: expected,
          problems: [],
          merged: 0,
          header: true,
        });
      }
    }
  });

  it('gets the defaults when it says nothing of permissions at all', () => {
    expect(read(`name,account\nPayments,${friend}`).recipients).toEqual([
      { account: friend, ...fleet, name: 'Payments' },
    ]);
    expect(read(`account\n${friend}`)).toEqual({
      recipients: [{ account: friend, ...fleet }],
      problems: [],
      merged: 0,
      header: true,
    });
  });

  it.each([
    [
      `accounts,fleet,image_builder\n${friend},yes,no`,
      'Line 1: the column account is missing, “accounts” is no column; the columns are account, name, fleet, image_builder.',
    ],
    [
      `\r\nid;permissions\r\n${friend};all`,
      'Line 2: the column account is missing, “id” is no column, “permissions” is no column; the columns are account, name, fleet, image_builder.',
    ],
    [
      `account,fleet\n${friend},yes`,
      'Line 1: the column image_builder is missing; the columns are account, name, fleet, image_builder.',
    ],
    [
      `account,fleet,Fleet,image_builder\n${friend},yes,no,no`,
      'Line 1: the column fleet is there twice; the columns are account, name, fleet, image_builder.',
    ],
  ])('is refused whole with a wrong header: %j', (text, sentence) => {
    expect(told(text)).toEqual([sentence]);
    expect(read(text).recipients).toEqual([]);
  });

  it('is refused with the line and the reason', () => {
    const csv = [
      header, // 1
      `${friend},"two`, // 2
      'lines",yes,no', // 3
      `${stranger},,,`, // 4
      '11122223333,,yes,no', // 5
      '1.11E+11,,yes,no', // 6
      '"1,11E+11",,yes,no', // 7
      'Payments,,yes,no', // 8
      ',Payments,yes,no', // 9
      `${owner},,yes,no`, // 10
      '222233334444,,maybe,no', // 11
      '222233334444,,no,allowFleet', // 12
      `222233334444,${'n'.repeat(65)},yes,no`, // 13
      '222233334444,a\u202Eb,yes,no', // 14
      '222233334444,,yes,no,yes', // 15
      '222233334444,"Pay"ments,yes,no', // 16
    ].join('\r\n');
    expect(read(csv).recipients).toEqual([{ account: friend, ...fleet, name: 'two lines' }]);
    expect(told(csv)).toEqual([
      `Line 4: for account ${stranger} this says neither what to allow nor to revoke; write yes or no into fleet and image_builder.`,
      'Line 5: “11122223333” has 11 digits, not 12; spreadsheets take leading zeros away.',
      'Line 6: “1.11E+11” was rounded, as spreadsheets do with long numbers; format the column as text.',
      'Line 7: “1,11E+11” was rounded, as spreadsheets do with long numbers; format the column as text.',
      'Line 8: “Payments” is no account ID, which is a number of 12 digits.',
      'Line 9: the account ID is missing.',
      `Line 10: account ${owner} owns the images; they cannot be shared with their owner.`,
      'Line 11: fleet is “maybe”; it can be yes or no.',
      'Line 12: image_builder is “allowFleet”; it can be yes or no.',
      'Line 13: the name has more than 64 characters.',
      'Line 14: the name has characters that cannot be seen.',
      'Line 15: there are more values than columns; quote what has a separator in it.',
      'Line 16: the quotation marks do not fit together.',
    ]);
  });

  it('merges what is equal, and takes none of what contradicts itself', () => {
    const csv = `${header}\n${friend},,yes,no\n${stranger},,yes,yes\n${friend},Payments,x,\n${stranger},,yes,no\n${stranger},,1,1`;
    expect(read(csv)).toEqual({
      recipients: [{ account: friend, ...fleet, name: 'Payments' }],
      problems: [{ line: 5, kind: 'contradiction', account: stranger, earlier: 3 }],
      merged: 2,
      header: true,
    });
    expect(told(csv)).toEqual([
      `Line 5: account ${stranger} is in line 3 already, with other permissions.`,
    ]);
  });

  it('keeps the first of two names', () => {
    const csv = `${header}\n${friend},Payments,yes,no\n${friend},Finance,yes,no`;
    expect(read(csv).recipients).toEqual([{ account: friend, ...fleet, name: 'Payments' }]);
  });

  it('quotes no more of a text than a sentence can hold', () => {
    const [sentence] = told(`account\n${'😀'.repeat(1000)}`);
    expect(sentence).toBe(
      `Line 2: “${'😀'.repeat(40)}…” is no account ID, which is a number of 12 digits.`,
    );
  });
});

/** Lines of CSV, good and bad, of few accounts: many are equal or contradict each other. */
const csvLines = fc.array(
  fc
    .tuple(
      fc.oneof(
        { weight: 5, arbitrary: someAccounts },
        fc.constantFrom(owner, '', '1', 'abc', '1.11E+11', '"', '"a"b'),
      ),
      fc.constantFrom('', 'Payments', '"a\nb"', '"a;b"'),
      fc.constantFrom('yes', 'no', '', 'x', 'maybe'),
      fc.constantFrom('yes', 'no', ''),
      fc.constantFrom('', '', ',', ',more'),
    )
    .map(([account, name, ...rest]) => `${account},${name},${rest[0]},${rest[1]}${rest[2]}`),
  { maxLength: 12 },
);

const anyTexts = fc.oneof(
  csvLines.map((lines) => [header, ...lines].join('\n')),
  fc
    .array(fc.constantFrom(friend, '1', 'a', ' ', ',', ';', '\n', '\r\n', '"', 'account', '1111'), {
      maxLength: 40,
    })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

describe('every list', () => {
  it('has each line among the recipients, the merged ones or the problems', () => {
    fc.assert(
      fc.property(
        csvLines.map((lines) => lines.filter((line) => !line.startsWith('"'))),
        (lines) => {
          const { recipients, problems, merged } = read([header, ...lines].join('\n'));
          const filled = lines.filter((line) => /[^,]/.test(line));
          const contradicted = new Set(
            problems.flatMap((each) => (each.kind === 'contradiction' ? [each.account] : [])),
          );
          expect(recipients.length + merged + problems.length + contradicted.size).toBe(
            filled.length,
          );
          expect(new Set(recipients.map(({ account }) => account)).size).toBe(recipients.length);
          for (const { account } of recipients) expect(contradicted).not.toContain(account);
        },
      ),
    );
  });

  it('is never too odd to be read, and has its problems in order with a line of it', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const { problems } = read(text);
        const lines = text.split(/\r\n|\r|\n/).length;
        const places = problems.map(({ line }) => line);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const problem of problems) {
          expect(problem.line).toBeGreaterThan(0);
          expect(problem.line).toBeLessThanOrEqual(lines);
          expect(explainRecipient(problem)).toMatch(/^Line \d+: .+\.$/s);
        }
      }),
    );
  });

  it('is read in steps as it is at once', async () => {
    await fc.assert(
      fc.asyncProperty(anyTexts, fc.integer({ min: 1, max: 5000 }), async (text, times) => {
        const long = text.repeat(Math.min(times, Math.ceil(40_000 / (text.length + 1))));
        const shares: number[] = [];
        const stepwise = await readRecipientsInSteps(long, fleet, owner, {
          breathe: async () => {},
          progress: (share) => shares.push(share),
        });
        expect(stepwise).toEqual(read(long));
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.at(-1)).toBe(1);
      }),
      { numRuns: 25 },
    );
  });

  it('has as many lines as it has line breaks, however long it is', () => {
    // More than is looked through at a stretch, whose end falls between any two characters.
    const count = 90_000;
    for (const before of ['', ' ', '  ']) {
      const [problem] = read(`${before}${' \r\n'.repeat(count)}1`).problems;
      expect(problem?.line).toBe(count + 1);
    }
  });

  it('has no more accounts than a plan', () => {
    const limit = planLimits.items;
    const list = Array.from({ length: limit + 2 }, (_, index) => String(200_000_000_000 + index));
    expect(read(list.slice(0, limit).join('\n')).problems).toEqual([]);
    const text = [friend, ...list.slice(0, limit - 1), friend, ...list.slice(limit)].join('\n');
    expect(told(text)).toEqual([
      `Line ${limit + 2}: here begin more than the ${limit} accounts that one plan can have.`,
    ]);
  });
});

const account = (index: number) => String(200_000_000_000 + (index % 15_000));

const accounts = (length: number) => Array.from({ length }, (_, index) => account(index));

const csvLine = (_: unknown, index: number) =>
  `${account(index)},"Team ""${index % 15_000}""",yes,`;

/**
 * How long the page is held up by each step of a reading, in milliseconds of work: while the
 * computer does something else, time passes that no step has taken.
 */
async function measure(text: string) {
  const steps: number[] = [];
  let began = process.cpuUsage();
  const end = () => {
    const { user, system } = process.cpuUsage(began);
    steps.push((user + system) / 1000);
  };
  const reading = await readRecipientsInSteps(text, fleet, owner, {
    async breathe() {
      end();
      await new Promise((resolve) => setImmediate(resolve));
      began = process.cpuUsage();
    },
  });
  end();
  return { steps, reading };
}

describe('a list of 100,000 lines', () => {
  const count = 100_000;
  const all = { recipients: 15_000, merged: count - 15_000, problems: 0 };
  const lists = {
    CSV: { text: [header, ...Array.from({ length: count }, csvLine)].join('\r\n'), expected: all },
    lines: { text: accounts(count).join('\r\n'), expected: all },
    'one line': { text: accounts(count).join(' '), expected: all },
    rubbish: {
      text: Array.from({ length: count }, (_, index) => `team ${index}`).join('\r\n'),
      expected: { recipients: 0, merged: 0, problems: count },
    },
  } as const;

  it.each(Object.keys(lists) as (keyof typeof lists)[])(
    'never holds up a page: %s',
    async (kind) => {
      const { text, expected } = lists[kind];
      const runs = [await measure(text), await measure(text), await measure(text)];
      const { recipients = [], merged, problems = [] } = runs[0]?.reading ?? {};
      expect({ recipients: recipients.length, merged, problems: problems.length }).toEqual(
        expected,
      );
      // The steps are the same in every run; that code was compiled or memory freed is not.
      const steps = (runs[0]?.steps ?? []).map((_, step) =>
        Math.min(...runs.map((run) => run.steps[step] ?? Infinity)),
      );
      expect(steps.length).toBeGreaterThanOrEqual(count / 2000);
      // Against the whole, since machines are not equally fast: at a stretch it would be all of it.
      const whole = steps.reduce((sum, step) => sum + step, 0);
      expect(Math.max(...steps) / whole).toBeLessThan(0.1);
    },
    20_000,
  );

  it('is given up when nobody waits for it any more', async () => {
    const ended = new AbortController();
    let breaths = 0;
    const reading = await readRecipientsInSteps(lists.CSV.text, fleet, owner, {
      signal: ended.signal,
      breathe: async () => {
        breaths += 1;
        if (breaths === 3) ended.abort();
      },
    });
    expect([reading, breaths]).toEqual([undefined, 3]);
  });
});

describe('what is desired', () => {
  const images = [
    { region: 'us-east-1', image: { name: 'a', arn: 'arn:aws:appstream:us-east-1::image/a' } },
    { region: 'eu-west-1', image: { name: 'a' } },
  ];
  const recipients = [
    { account: friend, ...both, name: 'Payments' },
    { account: stranger, ...none },
  ];
  const desired = [
    { account: friend, ...both },
    { account: stranger, ...none },
  ];

  it('is the same of every image, and others lose access only when it is exact', () => {
    expect(desiredFor(images, recipients, 'update')).toEqual(
      images.map((image) => ({ ...image, desired })),
    );
    expect(desiredFor(images, recipients, 'exact')).toEqual(
      images.map((image) => ({ ...image, desired, exact: true })),
    );
  });
});
