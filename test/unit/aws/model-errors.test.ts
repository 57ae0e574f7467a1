import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf } from '@/lib/aws/errors';
import { createIdentityCenter, type IdentityCenter } from '@/lib/aws/identity-center';
import { iamActions, type IamAction } from '@/lib/operations/actions';
import { explainProblem } from '@/lib/problems/explain';
import { ok } from '@/lib/result';
import type { ProblemKind } from '@/lib/problems/problem';
import { modelOf, shapeOf, type ServiceName } from '../../aws/models';

/**
 * What every error that AWS's models declare for the operations of Image Desk was judged to mean.
 * An error that a newer model declares is missing here, and has to be judged. What is `unknown` is
 * shown by its name and AWS's words: a person decides, and nothing counts as done.
 */
const judged: Readonly<Record<string, ProblemKind>> = {
  AWSOrganizationsNotInUseException: 'organization',
  AccessDeniedException: 'permission-missing',
  CallRateLimitExceededException: 'throttled',
  ClientException: 'rejected',
  ConcurrentModificationException: 'aws-fault',
  DryRunOperationException: 'unknown',
  ExpiredTokenException: 'expired',
  ForbiddenException: 'permission-missing',
  IdempotentParameterMismatchException: 'rejected',
  IncompatibleImageException: 'rejected',
  InternalServerException: 'aws-fault',
  InvalidAccountStatusException: 'rejected',
  InvalidClientTokenException: 'unknown',
  InvalidInputException: 'unknown',
  InvalidNextTokenException: 'unknown',
  InvalidPaginationTokenException: 'rejected',
  InvalidParameterCombinationException: 'rejected',
  InvalidParameterException: 'rejected',
  InvalidParameterValueException: 'rejected',
  InvalidRequestException: 'rejected',
  InvalidVersionNumberException: 'rejected',
  InvalidResourceTypeException: 'unknown',
  InvalidRoleException: 'rejected',
  InvalidStateTransitionException: 'not-available',
  LimitExceededException: 'quota',
  MalformedArnException: 'rejected',
  MalformedPolicyDocument: 'unknown',
  MissingRequiredParameterException: 'unknown',
  OperationNotPermittedException: 'unknown',
  PackedPolicyTooLarge: 'unknown',
  ParentNotFoundException: 'not-found',
  RegionDisabledException: 'unknown',
  RequestLimitExceededException: 'throttled',
  ResourceAlreadyExistsException: 'name-taken',
  ResourceDependencyException: 'not-available',
  ResourceInUseException: 'not-available',
  ResourceNotAvailableException: 'not-available',
  ResourceNotFoundException: 'not-found',
  ResourceShareLimitExceededException: 'quota',
  ServerInternalException: 'aws-fault',
  ServiceException: 'aws-fault',
  ServiceQuotaExceededException: 'quota',
  ServiceUnavailableException: 'aws-fault',
  TagLimitExceededException: 'unknown',
  TagPolicyViolationException: 'unknown',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  UnknownResourceException: 'not-found',
  UnmatchedPolicyPermissionException: 'rejected',
  ValidationException: 'unknown',
};

/** AWS Organizations refuses whoever asks from the wrong account: no action is in its sentence. */
function kindJudged(action: IamAction, name: string): ProblemKind | undefined {
  const isWrongAccount = action.startsWith('organizations:') && name === 'AccessDeniedException';
  return isWrongAccount ? 'organization' : judged[name];
}

/** The same for IAM Identity Center, whose names mean something else. */
const judgedOfSignIn: Readonly<Record<string, ProblemKind>> = {
  AccessDeniedException: 'sign-in',
  ExpiredTokenException: 'sign-in',
  InternalServerException: 'aws-fault',
  InvalidClientException: 'unknown',
  InvalidClientMetadataException: 'unknown',
  InvalidGrantException: 'sign-in',
  InvalidRedirectUriException: 'unknown',
  InvalidRequestException: 'sign-in',
  InvalidScopeException: 'unknown',
  ResourceNotFoundException: 'sign-in',
  SlowDownException: 'throttled',
  TooManyRequestsException: 'throttled',
  UnauthorizedClientException: 'unknown',
  UnauthorizedException: 'sign-in',
  UnsupportedGrantTypeException: 'unknown',
};

/** The errors that a model declares for an operation, by their names on the wire. */
function errorsOf(service: ServiceName, operation: string) {
  const model = modelOf(service);
  const found = model.operations[operation];
  if (!found) throw new Error(`${service} has no ${operation}`);
  return (found.errors ?? []).map(({ shape }) => {
    const { error } = shapeOf(model, shape);
    return { name: error?.code ?? shape, status: error?.httpStatusCode ?? 400 };
  });
}

/** A permission that AWS asks for beside the call that hands a role over: no operation has its name. */
const permissionAlone = 'iam:PassRole';

const calls = Object.keys(iamActions).filter((action) => action !== permissionAlone);

const signed = calls.flatMap((action) => {
  const [service = '', operation = ''] = action.split(':');
  return errorsOf(service as ServiceName, operation).map(
    (error) => [action as IamAction, error.name, error.status] as const,
  );
});

const registration = { clientId: 'id', clientSecret: 'secret' };

const token = async () => ok('token');

/** The calls to IAM Identity Center, by the operations of AWS's models. */
const unsigned: readonly (readonly [
  ServiceName,
  string,
  (center: IdentityCenter) => Promise<unknown>,
])[] = [
  ['sso-oidc', 'RegisterClient', (center) => center.register('eu-west-1')],
  [
    'sso-oidc',
    'StartDeviceAuthorization',
    (center) => center.startDevice('eu-west-1', registration, 'https://d-1.awsapps.com/start'),
  ],
  ['sso-oidc', 'CreateToken', (center) => center.poll('eu-west-1', registration, 'code')],
  ['sso', 'ListAccounts', (center) => center.listAccounts('eu-west-1', token)],
  ['sso', 'ListAccountRoles', (center) => center.listRoles('eu-west-1', token, '111122223333')],
  [
    'sso',
    'GetRoleCredentials',
    (center) => center.roleCredentials('eu-west-1', token, '111122223333', 'Admin'),
  ],
  ['sso', 'Logout', (center) => center.logout('eu-west-1', 'token')],
];

const unsignedErrors = unsigned.flatMap(([service, operation, ask]) =>
  errorsOf(service, operation).map(({ name, status }) => [operation, name, status, ask] as const),
);

const centerThatAnswers = (name: string, status: number) =>
  createIdentityCenter({
    fetch: async () =>
      new Response(JSON.stringify({ message: 'Because.' }), {
        status,
        headers: { 'x-amzn-errortype': name },
      }),
    wait: async () => {},
    random: () => 0.5,
  });

/** Polls are answered with these while nobody has confirmed. */
const polls: Readonly<Record<string, string>> = {
  AuthorizationPendingException: 'pending',
  SlowDownException: 'slow-down',
};

describe('every error that AWS’s models declare', () => {
  it('T22: has been judged', () => {
    expect(new Set(signed.map(([, name]) => name))).toEqual(new Set(Object.keys(judged)));
    expect(new Set(unsignedErrors.map(([, name]) => name))).toEqual(
      new Set([...Object.keys(judgedOfSignIn), 'AuthorizationPendingException']),
    );
  });

  it.each(signed)('T22: is a problem of the kind that it was judged to be: %s %s', (...each) => {
    const [action, name, status] = each;
    const error = Object.assign(new Error('Because.'), {
      name,
      $metadata: { httpStatusCode: status },
    });
    const problem = problemOf(error, { action, what: 'The image' });
    expect(problem.kind).toBe(kindJudged(action, name));
    expect(explainProblem(problem).summary).not.toBe('');
  });

  it.each(unsignedErrors)('T22: is a problem of a sign-in as well: %s %s', async (...each) => {
    const [operation, name, status, ask] = each;
    const answer = await ask(centerThatAnswers(name, status));
    const poll = operation === 'CreateToken' ? polls[name] : undefined;
    expect(answer).toMatchObject(
      poll === undefined
        ? { ok: false, problem: { kind: judgedOfSignIn[name] } }
        : { ok: true, value: { state: poll } },
    );
  });

  it('T22: is unknown, with its name and words, when no model declares it', () => {
    const name = fc.stringMatching(/^[A-Z][A-Za-z]{5,30}Exception$/);
    fc.assert(
      fc.property(name, fc.integer({ min: 400, max: 428 }), (made, status) => {
        const error = Object.assign(new Error('Because.'), {
          name: `Made${made}`,
          $metadata: { httpStatusCode: status },
        });
        expect(problemOf(error, { what: 'The image' })).toEqual({
          kind: 'unknown',
          detail: `Made${made}: Because.`,
        });
      }),
    );
  });
});
