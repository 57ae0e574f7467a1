import { awsError } from './errors';
import type { Operation, ServiceModel, Shape, ShapeRef } from './models';
import { membersOf, shapeOf } from './models';
import { itemOf, valueOf } from './protocols/json';
import type { Plain } from './protocols/protocol';
import { isPlain } from './protocols/protocol';

/**
 * Holds a request against the model: required members, types, lengths, ranges, patterns, enums.
 * Throws ValidationException (as an AwsError) in the wording of AWS's own services.
 *
 * Stricter than AWS in two ways. Members that the model does not know are refused, where AWS
 * ignores them: from our own code they are mistakes. And a pattern must match the whole value,
 * even where the model does not anchor it.
 */
export function validateInput(model: ServiceModel, operation: Operation, input: Plain): void {
  const problems = operation.input
    ? check(model, operation.input, input, '', true)
    : Object.keys(input).map((name) => unknownMember(name));
  if (problems.length === 0) return;
  const count =
    problems.length === 1
      ? '1 validation error detected'
      : `${problems.length} validation errors detected`;
  throw awsError('ValidationException', `${count}: ${problems.join('; ')}`);
}

/**
 * Holds an answer of the fake against the model, and gives what is wrong with it: unknown members,
 * missing required ones, wrong types, values outside an enum.
 *
 * Lengths and patterns are left alone, because AWS's own answers break them: `tags: {}` where the
 * model wants at least one is in the AWS CLI's examples.
 */
export function problemsOfOutput(
  model: ServiceModel,
  operation: Operation,
  output: Plain,
): readonly string[] {
  if (operation.output) return check(model, operation.output, output, '', false);
  return Object.keys(output).map((name) => unknownMember(name));
}

function check(
  model: ServiceModel,
  ref: ShapeRef,
  value: unknown,
  path: string,
  constraints: boolean,
): readonly string[] {
  const shape = shapeOf(model, ref.shape);
  if (!hasType(shape, value)) return [violation(value, path, `Member must be a ${shape.type}`)];
  const own = constraints ? violations(shape, value) : enumViolation(shape, value);
  const problems = own.map((rule) => violation(value, path, rule));
  if (shape.type === 'structure' && isPlain(value)) {
    problems.push(...checkMembers(model, shape, value, path, constraints));
  }
  if (shape.type === 'list' && Array.isArray(value)) {
    problems.push(...checkItems(model, itemOf(shape), value, path, constraints));
  }
  if (shape.type === 'map' && isPlain(value)) {
    const { key } = shape;
    const ofValue = valueOf(shape);
    const keys = key ? checkItems(model, key, Object.keys(value), path, constraints) : [];
    const values = Object.entries(value).flatMap(([name, each]) =>
      check(model, ofValue, each, `${path}.${name}.member`, constraints),
    );
    problems.push(...keys, ...values);
  }
  return problems;
}

function checkMembers(
  model: ServiceModel,
  shape: Shape,
  value: Plain,
  path: string,
  constraints: boolean,
): readonly string[] {
  const members = membersOf(shape);
  const missing = (shape.required ?? [])
    .filter((name) => value[name] === undefined)
    .map((name) => violation(null, join(path, name), 'Member must not be null'));
  const present = Object.entries(value).flatMap(([name, each]) => {
    if (each === undefined) return [];
    const ref = Object.hasOwn(members, name) ? members[name] : undefined;
    return ref
      ? check(model, ref, each, join(path, name), constraints)
      : [unknownMember(path === '' ? name : `${path}.${name}`)];
  });
  return [...missing, ...present];
}

/** Scalars in a list are reported once, for the whole list, as AWS does. */
function checkItems(
  model: ServiceModel,
  item: ShapeRef,
  values: readonly unknown[],
  path: string,
  constraints: boolean,
): readonly string[] {
  const shape = shapeOf(model, item.shape);
  const isScalar = shape.type !== 'structure' && shape.type !== 'list' && shape.type !== 'map';
  if (!isScalar) {
    return values.flatMap((each, index) =>
      check(model, item, each, `${path}.${index + 1}.member`, constraints),
    );
  }
  if (values.some((each) => !hasType(shape, each))) {
    return [violation(values, path, `Member must be a list of ${shape.type}`)];
  }
  const broken = values.flatMap((each) =>
    constraints ? violations(shape, each) : enumViolation(shape, each),
  );
  if (broken.length === 0) return [];
  const rules = [...new Set(broken)].join(', ');
  return [violation(values, path, `Member must satisfy constraint: [${rules}]`)];
}

function hasType(shape: Shape, value: unknown): boolean {
  switch (shape.type) {
    case 'structure':
    case 'map':
      return isPlain(value);
    case 'list':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'long':
      return Number.isSafeInteger(value);
    case 'float':
    case 'double':
      return typeof value === 'number';
    case 'timestamp':
      return value instanceof Date && !Number.isNaN(value.getTime());
    case 'blob':
      return value instanceof Uint8Array;
  }
}

/** Gives the rules of a shape that the value itself breaks, in AWS's words. */
function violations(shape: Shape, value: unknown): readonly string[] {
  return [
    ...sizeViolations(shape, value),
    ...patternViolation(shape, value),
    ...enumViolation(shape, value),
  ];
}

function sizeViolations(shape: Shape, value: unknown): readonly string[] {
  const { min, max } = shape;
  const size = sizeOf(value);
  if (size === undefined) return [];
  const what = typeof value === 'number' ? 'value' : 'length';
  const rules: string[] = [];
  if (min !== undefined && size < min) {
    rules.push(`Member must have ${what} greater than or equal to ${min}`);
  }
  if (max !== undefined && size > max) {
    rules.push(`Member must have ${what} less than or equal to ${max}`);
  }
  return rules;
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  // Lengths count characters, and an astral character is one of them.
  if (typeof value === 'string') return Array.from(value).length;
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return isPlain(value) ? Object.keys(value).length : undefined;
}

function patternViolation(shape: Shape, value: unknown): readonly string[] {
  const { pattern } = shape;
  if (pattern === undefined || typeof value !== 'string' || regexOf(pattern).test(value)) return [];
  return [`Member must satisfy regular expression pattern: ${pattern}`];
}

function enumViolation(shape: Shape, value: unknown): readonly string[] {
  if (!shape.enum || typeof value !== 'string' || shape.enum.includes(value)) return [];
  return [`Member must satisfy enum value set: [${shape.enum.join(', ')}]`];
}

const regexes = new Map<string, RegExp>();

/**
 * Compiles a pattern of a model. They are written for Java: four of the 99 in these models escape
 * characters that JavaScript refuses to have escaped under the `u` flag, so those go without it.
 */
export function regexOf(pattern: string): RegExp {
  const known = regexes.get(pattern);
  if (known) return known;
  const whole = `^(?:${pattern})$`;
  let regex: RegExp;
  try {
    regex = new RegExp(whole, 'u');
  } catch {
    regex = new RegExp(whole);
  }
  regexes.set(pattern, regex);
  return regex;
}

function violation(value: unknown, path: string, rule: string): string {
  const shown = value === null ? 'null' : `'${show(value)}'`;
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${rule}`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function unknownMember(path: string): string {
  return `'${path}' is not a member of the model`;
}

/** AWS writes members with a small first letter in these messages, whatever the wire says. */
function join(path: string, name: string): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return path === '' ? member : `${path}.${member}`;
}
