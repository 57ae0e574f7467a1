import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPolicy } from '@/lib/builds/policy';
import { statementsOf } from '@/lib/builds/policy-statements';

const text = fc.constantFrom('444455556666', 'arn:aws:iam::444455556666:root', '*', 'one', 'two');
const texts = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 }));
const principal = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: texts, Service: texts }, { requiredKeys: ['AWS'] }),
);
const member = (name: string, value: fc.Arbitrary<unknown>) =>
  fc.tuple(fc.constantFrom(name, `Not${name}`), value).map(([key, said]) => ({ [key]: said }));
const statement = fc
  .tuple(
    fc.record(
      {
        Sid: fc.constantFrom('A', 'B'),
        Effect: fc.constantFrom('Allow', 'Deny'),
        Condition: fc.constant({ Bool: { 'aws:SecureTransport': 'true' } }),
      },
      { requiredKeys: ['Effect'] },
    ),
    member('Principal', principal),
    member('Action', texts),
    member('Resource', texts),
  )
  .map((parts): object => Object.assign({}, ...parts) as object);

describe('the statements of a policy', () => {
  it('are those that a policy is read to have before it is put', () => {
    const statements = fc.oneof(statement, fc.array(statement, { minLength: 1, maxLength: 3 }));
    let read = 0;
    fc.assert(
      fc.property(statements, (Statement) => {
        const policy = JSON.stringify({ Version: '2012-10-17', Statement });
        const whole = readPolicy(policy);
        if (!whole.ok) return;
        read += 1;
        const expected = whole.value.statements.map((each) => {
          const { own: _, ...shown } = each;
          return shown;
        });
        expect(statementsOf(policy)).toEqual(expected);
      }),
    );
    expect(read).toBeGreaterThan(10);
  });

  it.each([
    '',
    '{"Statement": [',
    'null',
    '[]',
    '"Statement"',
    '{}',
    '{"Statement": null}',
    '{"Statement": "all"}',
  ])('are not there in %s', (policy) => {
    expect(statementsOf(policy)).toBeUndefined();
  });

  it('that are odd are read as far as they go', () => {
    expect(statementsOf('{"Statement": [null, 5, {"Principal": 7}]}')).toEqual(
      Array.from({ length: 3 }, () => ({
        effect: 'Allow',
        principals: [],
        actions: [],
        resources: [],
      })),
    );
  });
});
