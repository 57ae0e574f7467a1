import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { settleAppStream } from './appstream/life';
import type { ErrorStatus } from './errors';
import { AwsError, awsError, mayRaise, toWireError } from './errors';
import type { FaultKind, Faults, ThrottleForm } from './faults';
import type { Handlers, UnsignedHandlers } from './handler';
import { isOffTheModel } from './handler';
import { settle } from './image-builder/settle';
import type { LogEntry } from './log';
import { isMutating, withoutSecrets } from './log';
import type { Operation, ProtocolName, ServiceModel, ServiceName } from './models';
import { isUnsigned } from './models';
import { pagingOf } from './paging';
import { awsJson11 } from './protocols/awsJson11';
import { ec2 } from './protocols/ec2';
import type { Plain, Protocol, WireRequest, WireResponse } from './protocols/protocol';
import { isPlain } from './protocols/protocol';
import { query } from './protocols/query';
import { restJson1 } from './protocols/restJson1';
import type { Limiter } from './rates';
import type { Caller } from './sigv4';
import { verifySignature } from './sigv4';
import { problemsOfOutput, validateInput } from './validate';
import type { Region, World } from './world';
import { findCaller } from './world';

const protocols: Readonly<Record<ProtocolName, Protocol>> = {
  awsJson11,
  ec2,
  query,
  restJson1,
};

/** Source: the STS API reference: this operation needs no permission, and cannot be denied. */
const needsNoPermission = new Set(['sts:GetCallerIdentity']);

/** What the engine works with. */
export interface Engine {
  readonly world: World;
  readonly faults: Faults;
  readonly handlers: Readonly<Partial<Record<ServiceName, Handlers>>>;
  /** For the operations whose requests carry no signature. */
  readonly unsignedHandlers: Readonly<Partial<Record<ServiceName, UnsignedHandlers>>>;
  readonly errorStatus: ErrorStatus;
  readonly limiter: { readonly allows: Limiter; readonly form: ThrottleForm } | undefined;
  /** Is told what is wrong with the fake itself, which no answer to a client can say. */
  readonly onBroken: (problem: string) => void;
}

/** What was answered, and what the log says about it. */
export interface Answer {
  /** Nothing: the connection is to be reset. */
  readonly response: WireResponse | undefined;
  readonly entry: Pick<
    LogEntry,
    'service' | 'region' | 'account' | 'operation' | 'requestId' | 'input' | 'outcome' | 'mutating'
  >;
}

/** What is known of a call so far, for the log. */
interface Progress {
  readonly requestId: string;
  operation?: Operation;
  caller?: Caller;
  input?: Plain;
}

/**
 * Answers one call of one service: finds the operation, verifies the signature (of every operation
 * whose model does not say that it has none), lets a fault happen, validates the input, runs the handler and validates what it gave.
 */
export async function answerCall(
  engine: Engine,
  model: ServiceModel,
  region: Region,
  request: WireRequest,
): Promise<Answer> {
  const requestId = randomUUID();
  const progress: Progress = { requestId };
  const protocol = protocols[model.protocol];
  try {
    const done = await carryOut(engine, model, region, request, progress, protocol, requestId);
    return answer(model, region, progress, done.response, done.outcome);
  } catch (error) {
    try {
      if (!(error instanceof AwsError)) throw error;
      const wire = toWireError(model, progress.operation, error, engine.errorStatus);
      const response = protocol.writeError(model, wire, requestId);
      return answer(model, region, progress, response, wire.code);
    } catch (broken) {
      const problem = broken instanceof Error ? broken.message : String(broken);
      engine.onBroken(`${model.id}:${progress.operation?.name ?? '?'}: ${problem}`);
      const response = plainText(500, `The fake AWS is broken: ${problem}`);
      return answer(model, region, progress, response, 'fake-broken');
    }
  }
}

interface Done {
  readonly response: WireResponse | undefined;
  readonly outcome: string;
}

async function carryOut(
  engine: Engine,
  model: ServiceModel,
  region: Region,
  request: WireRequest,
  progress: Progress,
  protocol: Protocol,
  requestId: string,
): Promise<Done> {
  const operation = protocol.route(model, request);
  progress.operation = operation;
  const caller = isUnsigned(operation)
    ? undefined
    : await verifySignature(request, {
        service: model.signingName,
        region: region.name,
        now: engine.world.now(),
        findCaller: (id) => findCaller(engine.world, region.partition, id),
      });
  if (caller) progress.caller = caller;
  const fault = engine.faults.take({ model, operation, account: caller?.account.id });
  const instead = await failBefore(fault, caller, model, operation);
  if (instead) return instead;
  requireRate(engine, caller, model, operation, region);
  if (caller) requirePermission(caller, model, operation, region);

  const input = protocol.parse(model, operation, request);
  progress.input = withoutSecrets(model, operation, input);
  validateInput(model, operation, input);
  const output = await runHandler(engine, model, operation, region, caller, input, fault);
  const response = protocol.write(model, operation, output, requestId);

  if (fault?.kind === 'reset') return { response: undefined, outcome: 'reset' };
  if (fault?.kind === 'truncated') {
    const half = response.body.slice(0, Math.floor(response.body.length / 2));
    return { response: { ...response, body: half }, outcome: 'truncated' };
  }
  return { response, outcome: 'ok' };
}

async function runHandler(
  engine: Engine,
  model: ServiceModel,
  operation: Operation,
  region: Region,
  caller: Caller | undefined,
  input: Plain,
  fault: FaultKind | undefined,
): Promise<Plain> {
  const { world } = engine;
  const page = pagingOf(
    model.id,
    `${model.id}:${operation.name}:${region.name}:${caller?.account.id ?? ''}`,
    fault?.kind === 'empty-page',
  );
  const context = { world, region, page };
  settle(world);
  settleAppStream(world);
  // The model says what the input is, and it was just held against the model.
  const given: unknown = caller
    ? await known(engine.handlers[model.id]?.[operation.name])(input as never, {
        ...caller,
        ...context,
      })
    : await known(engine.unsignedHandlers[model.id]?.[operation.name])(input as never, context);
  const output = isPlain(given) ? withoutUndefined(given) : {};
  const problems = isOffTheModel(given) ? [] : problemsOfOutput(model, operation, output);
  if (problems.length > 0) throw new Error(`the answer is off the model: ${problems.join('; ')}`);
  return output;
}

function known<Found>(handler: Found | undefined): Found {
  if (!handler) throw new Error('the operation has no handler');
  return handler;
}

/** Lets a fault happen that comes before the call is carried out. */
async function failBefore(
  fault: FaultKind | undefined,
  caller: Caller | undefined,
  model: ServiceModel,
  operation: Operation,
): Promise<Done | undefined> {
  switch (fault?.kind) {
    case 'throttle':
      if (fault.form === 'http429') {
        return { response: plainText(429, ''), outcome: 'http429' };
      }
      throw awsError(fault.form, 'Rate exceeded');
    case 'error':
      throw awsError(fault.name, fault.message ?? 'The request was refused.');
    case 'server-error':
      throw fault.status === 500
        ? awsError(
            'InternalFailure',
            'The request processing has failed because of an unknown error.',
          )
        : awsError('ServiceUnavailable', 'The request has failed due to a temporary failure.');
    case 'reset':
      return fault.when === 'after' ? undefined : { response: undefined, outcome: 'reset' };
    case 'html-502': {
      const body = '<html><body><center><h1>502 Bad Gateway</h1></center></body></html>';
      const response = { status: 502, headers: { 'content-type': 'text/html' }, body };
      return { response, outcome: 'html-502' };
    }
    case 'expired-token':
      throw awsError(
        'ExpiredTokenException',
        'The security token included in the request is expired',
      );
    case 'access-denied':
      // Faults of a caller never meet a call without one: see `possible` of the faults.
      if (!caller) return undefined;
      throw accessDenied(caller, `${model.signingName}:${operation.name}`, '*');
    case 'slow':
      await (typeof fault.until === 'number' ? pause(fault.until) : fault.until);
      return undefined;
    default:
      return undefined;
  }
}

function requireRate(
  engine: Engine,
  caller: Caller | undefined,
  model: ServiceModel,
  operation: Operation,
  region: Region,
): void {
  const { limiter } = engine;
  const bucket = `${caller?.account.id ?? ''}:${region.name}:${model.id}:${operation.name}`;
  if (!limiter || limiter.allows(bucket, engine.world.now())) return;
  const raisable = mayRaise(operation, limiter.form);
  throw awsError(raisable ? limiter.form : 'ThrottlingException', 'Rate exceeded');
}

function requirePermission(
  caller: Caller,
  model: ServiceModel,
  operation: Operation,
  region: Region,
): void {
  const action = `${model.signingName}:${operation.name}`;
  const { deniedActions } = caller.principal;
  const denied = deniedActions.has(action) || deniedActions.has(`${model.signingName}:*`);
  if (!denied || needsNoPermission.has(action)) return;
  const { partition, id } = caller.account;
  throw accessDenied(
    caller,
    action,
    `arn:${partition}:${model.signingName}:${region.name}:${id}:*`,
  );
}

function accessDenied(caller: Caller, action: string, resource: string): AwsError {
  return awsError(
    'AccessDeniedException',
    `User: ${caller.principal.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
  );
}

function answer(
  model: ServiceModel,
  region: Region,
  progress: Progress,
  response: WireResponse | undefined,
  outcome: string,
): Answer {
  const { operation, requestId, caller, input } = progress;
  return {
    response,
    entry: {
      service: model.id,
      region: region.name,
      ...(caller && { account: caller.account.id }),
      ...(operation && { operation: operation.name }),
      requestId,
      ...(input && { input }),
      outcome,
      mutating: operation !== undefined && isMutating(operation.name),
    },
  };
}

function plainText(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}

function withoutUndefined(value: Plain): Plain {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined));
}
