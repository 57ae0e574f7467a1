import { awsError } from './errors';
import type { Context } from './handler';

/** What calls with a client token were answered, by operation, account and token. */
export type Answers = Map<string, { readonly input: string; readonly output: object }>;

/**
 * Carries out a call, unless one with the same client token was: then it gives the same answer
 * again, or throws IdempotentParameterMismatchException (as an AwsError) when it was another call.
 * A call that was refused may be made again.
 * Assumption: tokens are never forgotten.
 */
export function answerOnce(
  answers: Answers,
  operation: string,
  input: { readonly clientToken?: string | undefined },
  { account }: Context,
  carryOut: () => object,
): object {
  if (input.clientToken === undefined) return carryOut();
  const key = `${operation}/${account.id}/${input.clientToken}`;
  const text = JSON.stringify(input);
  const known = answers.get(key);
  if (!known) {
    const output = carryOut();
    answers.set(key, { input: text, output });
    return output;
  }
  if (known.input === text) return known.output;
  throw awsError(
    'IdempotentParameterMismatchException',
    'The operation failed because the client token input parameter matched one that was used with a previous call to the operation, but at least one of the other input parameters is different from the previous call.',
  );
}
