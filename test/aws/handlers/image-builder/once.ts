import { awsError } from '../../errors';
import type { Context } from '../../handler';

/**
 * Carries out what a client token stands for, once: the same request again gets the same answer, and
 * another request with the token is refused. What failed may be tried again.
 * Source: "Ensuring idempotency" in the EC2 API reference, which the model refers to.
 */
export function once<Output extends object>(
  operation: string,
  input: { readonly clientToken?: string | undefined },
  { region, account }: Context,
  carryOut: () => Output,
): Output {
  const { tokens } = region.imageBuilder;
  const { clientToken = '', ...rest } = input;
  const key = `${operation} ${account.id} ${clientToken}`;
  const wanted = JSON.stringify(sorted(rest));
  const before = tokens.get(key);
  if (before && before.input !== wanted) {
    throw awsError(
      'IdempotentParameterMismatchException',
      `The client token ${clientToken} was used for another request.`,
    );
  }
  // What was kept under this name of an operation is its answer.
  if (before) return before.output as Output;
  const output = carryOut();
  tokens.set(key, { input: wanted, output });
  return output;
}

/** Puts the members in the order of their names, so that requests that say the same are the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value instanceof Date || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
