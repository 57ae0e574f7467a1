import type { Problem } from './problems/problem';

/** What a fallible function gives: a value, or a problem that a surface can explain. */
export type Result<Value, Failure = Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Failure };

/** A successful result. */
export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** A failed result. */
export function failed<Failure>(problem: Failure): {
  readonly ok: false;
  readonly problem: Failure;
} {
  return { ok: false, problem };
}
