import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addToPolicy,
  ownPrincipals,
  principalsOfPolicy,
  readPolicy,
  removeFromPolicy,
  samePolicy,
} from '@/lib/builds/policy';
import { friend, owner, someAccounts, stranger, valueOf } from '../support/values';

const image = `arn:aws:imagebuilder:us-east-1:${owner}:image/office/1.0.1/2`;

const made = (accounts: readonly string[]) => ({
  Sid: 'ImageDeskShare',
  Effect: 'Allow',
  Principal: { AWS: accounts },
  Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
  Resource: [image],
});

const policy = (...statements: readonly unknown[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** As the example of AWS's guide has it. */
const byHand = {
  Effect: 'Allow',
  Principal: { AWS: stranger },
  Action: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
  Resource: [image],
};

const statementsIn = (text: string): readonly Record<string, unknown>[] =>
  JSON.parse(text).Statement;

/** Statements that others made, some of which look much like those that are made here. */
const foreignStatements = fc.array(
  fc.record(
    {
      Sid: fc.constantFrom('Theirs', 'ImageDeskShare', 'ImageDeskShare2', ''),
      Effect: fc.constantFrom('Allow', 'Deny'),
      Principal: fc.oneof(
        fc.constant('*'),
        fc.record({ AWS: fc.oneof(someAccounts, fc.array(someAccounts, { minLength: 1 })) }),
        fc.constant({ Service: 'ec2.amazonaws.com' }),
        fc.constant({ AWS: [`arn:aws:iam::${friend}:role/Build`] }),
      ),
      Action: fc.constantFrom<unknown>('imagebuilder:GetImage', ['imagebuilder:*', '*']),
      Resource: fc.constantFrom<unknown>(image, [image, '*'], '*'),
      Condition: fc.constantFrom({ Bool: { 'aws:SecureTransport': 'true' } }, { Null: { a: [] } }),
    },
    { requiredKeys: ['Effect', 'Principal', 'Action'] },
  ),
  { minLength: 1, maxLength: 4 },
);

const steps = fc.array(
  fc.record({ give: fc.boolean(), accounts: fc.array(someAccounts, { maxLength: 4 }) }),
  { maxLength: 8 },
);

describe('a policy', () => {
  it('tells its statements', () => {
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
    const text = policy(
      made([friend]),
      { ...byHand, Sid: 'ByHand', Principal: '*', Condition: condition },
      { Effect: 'Deny', NotPrincipal: { AWS: [owner] }, NotAction: 'a:B', NotResource: '*' },
    );
    expect(valueOf(readPolicy(text)).statements).toEqual([
      {
        sid: 'ImageDeskShare',
        effect: 'Allow',
        principals: [friend],
        actions: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
        resources: [image],
        own: true,
      },
      {
        sid: 'ByHand',
        effect: 'Allow',
        principals: ['*'],
        actions: ['imagebuilder:GetImage', 'imagebuilder:ListImages'],
        resources: [image],
        condition: JSON.stringify(condition),
        own: false,
      },
      {
        effect: 'Deny',
        principals: [owner],
        notPrincipals: true,
        actions: ['a:B'],
        notActions: true,
        resources: ['*'],
        notResources: true,
        own: false,
      },
    ]);
  });

  it('may have one statement without a list', () => {
    expect(valueOf(readPolicy(JSON.stringify({ Statement: byHand }))).statements).toHaveLength(1);
  });

  it.each([
    ['{"Statement": [', 1, 16, 'The text ends where a value should be.'],
    ['[]', 1, 1, 'A policy is an object in braces.'],
    ['{"Version": "2012-10-17"}', 1, 1, 'The policy has no "Statement".'],
    [
      '{"Version": "2026-01-01", "Statement": []}',
      1,
      13,
      'The version of a policy is "2012-10-17".',
    ],
    ['{"Id": 7, "Statement": []}', 1, 8, 'The "Id" is a text.'],
    ['{\n"Statement": []}', 2, 14, 'The policy has no statement; AWS takes none without.'],
    ['{"Statements": [], "Statement": []}', 1, 16, 'A policy has no member "Statements".'],
    ['{"Statement": [\n  7]}', 2, 3, 'A statement is an object in braces.'],
    ['{"Statement": {"Principals": "*"}}', 1, 30, 'A statement has no member "Principals".'],
    ['{"Statement": {"Sid": 1}}', 1, 23, 'The "Sid" is a text.'],
    ['{"Statement": {"Principal": "*"}}', 1, 15, 'The statement has no "Effect".'],
    ['{"Statement": {"Effect": "allow"}}', 1, 26, 'The "Effect" is "Allow" or "Deny".'],
    ['{"Statement": {"Effect": "Allow"}}', 1, 15, 'The statement has no "Principal".'],
    [
      '{"Statement": {"Effect": "Allow", "Principal": "444455556666"}}',
      1,
      48,
      '"Principal" is not in a form that policies know.',
    ],
    [
      '{"Statement": {"Effect": "Allow", "NotPrincipal": {"Amazon": "*"}}}',
      1,
      51,
      '"NotPrincipal" is not in a form that policies know.',
    ],
    [
      '{"Statement": {"Effect": "Allow", "Principal": "*", "NotPrincipal": "*"}}',
      1,
      69,
      'The statement has "Principal" and "NotPrincipal".',
    ],
    [
      '{"Statement": {"Effect": "Deny", "Principal": "*"}}',
      1,
      15,
      'The statement has no "Action".',
    ],
    [
      '{"Statement": {"Effect": "Deny", "Principal": "*", "Action": []}}',
      1,
      62,
      '"Action" is not in a form that policies know.',
    ],
    [
      '{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": {}}}',
      1,
      79,
      '"Resource" is not in a form that policies know.',
    ],
    [
      '{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Condition": []}}',
      1,
      80,
      'The "Condition" is an object in braces.',
    ],
  ])('%j is none, at line %i, column %i', (text, line, column, detail) => {
    expect(readPolicy(text)).toEqual({ ok: false, problem: { line, column, detail } });
    expect(principalsOfPolicy(text)).toEqual([]);
    expect(addToPolicy(text, [friend], image)).toEqual({
      ok: false,
      problem: { line, column, detail },
    });
    expect(removeFromPolicy(text, [friend])).toEqual({
      ok: false,
      problem: { line, column, detail },
    });
  });

  it('has at most 30,000 characters', () => {
    const fitting = policy(byHand).padEnd(30_000);
    expect(readPolicy(fitting).ok).toBe(true);
    expect(readPolicy(`${fitting}\n `)).toEqual({
      ok: false,
      problem: {
        line: 1,
        column: 30_001,
        detail: 'A policy has at most 30,000 characters, and this has 30,002.',
      },
    });
  });
});

describe('whom a policy names', () => {
  it.each([
    [
      'accounts, however they are written',
      { AWS: [friend, `arn:aws:iam::${friend}:root`] },
      [friend],
    ],
    ['a role as its account', { AWS: `arn:aws-us-gov:iam::${friend}:role/Build` }, [friend]],
    ['a session as its account', { AWS: `arn:aws:sts::${friend}:assumed-role/Build/me` }, [friend]],
    ['everybody', '*', ['*']],
    ['everybody as AWS', { AWS: '*' }, ['*']],
    ['services', { Service: ['ec2.amazonaws.com'], AWS: friend }, ['ec2.amazonaws.com', friend]],
  ])('are %s', (_, principal, expected) => {
    expect(principalsOfPolicy(policy({ ...byHand, Principal: principal }))).toEqual(expected);
  });

  it('is everybody where some are left out', () => {
    const { Principal: principal, ...rest } = byHand;
    expect(principalsOfPolicy(policy({ ...rest, NotPrincipal: principal }))).toEqual(['*']);
  });

  it('is nobody that it denies something', () => {
    expect(principalsOfPolicy(policy({ ...byHand, Effect: 'Deny' }))).toEqual([]);
  });
});

describe('sharing by policy', () => {
  it('makes the policy that AWS shows in its guide', () => {
    const text = valueOf(addToPolicy(undefined, [friend, stranger, friend], image));
    expect(JSON.parse(text)).toEqual({
      Version: '2012-10-17',
      Statement: [made([friend, stranger])],
    });
  });

  it('takes no second name that is taken', () => {
    const taken = [
      { ...byHand, Sid: 'ImageDeskShare', Resource: ['*'] },
      { ...byHand, Sid: 'ImageDeskShare2', Condition: {} },
    ];
    const text = valueOf(addToPolicy(policy(...taken), [friend], image));
    expect(statementsIn(text)).toEqual([...taken, { ...made([friend]), Sid: 'ImageDeskShare3' }]);
  });

  it('leaves a statement alone once somebody has changed more of it than accounts', () => {
    const changed = made([friend, `arn:aws:iam::${stranger}:role/Build`]);
    const text = valueOf(addToPolicy(policy(changed), [stranger], image));
    expect(statementsIn(text)).toEqual([changed, { ...made([stranger]), Sid: 'ImageDeskShare2' }]);
    expect(valueOf(removeFromPolicy(policy(changed), [friend]))).toBe(policy(changed));
  });

  it('never takes a denial for its own', () => {
    const denied = { ...made([friend]), Effect: 'Deny' };
    const text = valueOf(addToPolicy(policy(denied), [stranger], image));
    expect(statementsIn(text)).toEqual([denied, { ...made([stranger]), Sid: 'ImageDeskShare2' }]);
  });

  it('knows an account again that AWS gives back as the ARN of its root', () => {
    const text = policy(made([`arn:aws:iam::${friend}:root`, stranger]));
    expect(valueOf(addToPolicy(text, [friend], image))).toBe(text);
    expect(ownPrincipals(valueOf(readPolicy(text)))).toEqual([friend, stranger]);
    expect(statementsIn(valueOf(removeFromPolicy(text, [friend])) ?? '')).toEqual([
      made([stranger]),
    ]);
  });

  it('leaves no policy when its last statement goes', () => {
    expect(removeFromPolicy(policy(made([friend])), [friend])).toEqual({
      ok: true,
      value: undefined,
    });
    expect(removeFromPolicy(undefined, [friend])).toEqual({ ok: true, value: undefined });
  });

  it('says how long a policy would become', () => {
    const many = Array.from({ length: 2200 }, (_, index) => String(100_000_000_000 + index));
    expect(addToPolicy(undefined, many, image)).toEqual({
      ok: false,
      problem: {
        detail: expect.stringMatching(
          /^A policy has at most 30,000 characters, and this has 33,\d{3}\.$/,
        ),
      },
    });
  });

  it('writes what is legible only when it is too long closely, and not too long', () => {
    const many = Array.from({ length: 1500 }, (_, index) => String(100_000_000_000 + index));
    const text = valueOf(addToPolicy(undefined, many, image));
    expect(text).not.toContain('\n');
    expect(ownPrincipals(valueOf(readPolicy(text)))).toEqual(many);
  });

  it('keeps the statements of others, whatever is given and taken', () => {
    fc.assert(
      fc.property(foreignStatements, steps, (foreign, changes) => {
        let text = policy(...foreign);
        const wanted = new Set<string>();
        for (const { give, accounts } of changes) {
          const next = give ? addToPolicy(text, accounts, image) : removeFromPolicy(text, accounts);
          text = valueOf<string | undefined>(next) ?? '';
          for (const account of accounts) {
            if (give) wanted.add(account);
            else wanted.delete(account);
          }
        }
        const read = valueOf(readPolicy(text));
        const others = statementsIn(text).filter((_, index) => !read.statements[index]?.own);
        expect(others).toEqual(foreign);
        expect(JSON.stringify(others)).toBe(JSON.stringify(foreign));
        expect(new Set(ownPrincipals(read))).toEqual(wanted);
        expect(new Set(principalsOfPolicy(text))).toEqual(
          new Set([...principalsOfPolicy(policy(...foreign)), ...wanted]),
        );
      }),
    );
  });

  it('is undone by taking what was given', () => {
    fc.assert(
      fc.property(
        fc.option(foreignStatements, { nil: undefined }),
        fc.uniqueArray(someAccounts),
        fc.uniqueArray(someAccounts),
        (foreign, there, accounts) => {
          const start = foreign && policy(...foreign);
          const before = there.length > 0 ? valueOf(addToPolicy(start, there, image)) : start;
          const given = accounts.filter((account) => !there.includes(account));
          fc.pre(given.length > 0);
          const after = valueOf(addToPolicy(before, given, image));
          expect(samePolicy(before, after)).toBe(false);
          expect(samePolicy(before, valueOf(removeFromPolicy(after, given)))).toBe(true);
        },
      ),
    );
  });
});

describe('two policies', () => {
  it.each([
    ['white space', JSON.stringify(JSON.parse(policy(byHand)), null, 4), true],
    [
      'the order of members',
      `{"Statement":[${JSON.stringify(byHand)}],"Version":"2012-10-17"}`,
      true,
    ],
    ['a list of one statement', JSON.stringify({ Version: '2012-10-17', Statement: byHand }), true],
    ['a list of one account', policy({ ...byHand, Principal: { AWS: [stranger] } }), true],
    ['the order of actions', policy({ ...byHand, Action: byHand.Action.toReversed() }), true],
    [
      'the way an account is written',
      policy({ ...byHand, Principal: { AWS: `arn:aws:iam::${stranger}:root` } }),
      true,
    ],
    ['the account', policy({ ...byHand, Principal: { AWS: friend } }), false],
    [
      'a role of the account',
      policy({ ...byHand, Principal: { AWS: `arn:aws:iam::${stranger}:role/a` } }),
      false,
    ],
    ['the effect', policy({ ...byHand, Effect: 'Deny' }), false],
    ['an action', policy({ ...byHand, Action: ['imagebuilder:GetImage'] }), false],
    ['a condition', policy({ ...byHand, Condition: { Bool: { a: 'true' } } }), false],
    ['one statement more', policy(byHand, made([friend])), false],
    ['the version', JSON.stringify({ Version: '2008-10-17', Statement: [byHand] }), false],
    ['everything', undefined, false],
    ['that one is none', '{', false],
  ])('that differ in %s', (_, other, same) => {
    expect(samePolicy(policy(byHand), other)).toBe(same);
    expect(samePolicy(other, policy(byHand))).toBe(same);
  });

  it('that nobody can read are the same only as texts', () => {
    expect(samePolicy('{', '{')).toBe(true);
    expect(samePolicy('{', '{ ')).toBe(false);
    expect(samePolicy(undefined, undefined)).toBe(true);
  });

  it('tell everybody in two ways', () => {
    const everybody = policy({ ...byHand, Principal: '*' });
    expect(samePolicy(everybody, policy({ ...byHand, Principal: { AWS: '*' } }))).toBe(true);
  });
});
