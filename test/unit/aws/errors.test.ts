import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemOf } from '@/lib/aws/errors';
import type { Problem } from '@/lib/problems/problem';

const facts = { action: 'appstream:DescribeImages', what: 'Image office-2026' } as const;

const errorOf = (name: string, message = 'No.', status?: number) =>
  Object.assign(new Error(message), {
    name,
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
  });

const kindOf = (name: string, message?: string, status?: number) =>
  problemOf(errorOf(name, message, status), facts).kind;

describe('an error of AWS', () => {
  it.each<readonly [string, Problem['kind']]>([
    ['ExpiredToken', 'expired'],
    ['ExpiredTokenException', 'expired'],
    ['UnrecognizedClientException', 'credentials-refused'],
    ['InvalidClientTokenId', 'credentials-refused'],
    ['MissingAuthenticationToken', 'credentials-refused'],
    ['MissingAuthenticationTokenException', 'credentials-refused'],
    ['IncompleteSignature', 'credentials-refused'],
    ['IncompleteSignatureException', 'credentials-refused'],
    ['InvalidSignatureException', 'credentials-refused'],
    ['SignatureDoesNotMatch', 'credentials-refused'],
    ['RequestExpired', 'clock-skew'],
    ['RequestTimeTooSkewed', 'clock-skew'],
    ['AccessDenied', 'permission-missing'],
    ['AccessDeniedException', 'permission-missing'],
    ['UnauthorizedOperation', 'permission-missing'],
    ['Throttling', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['ThrottledException', 'throttled'],
    ['RequestThrottled', 'throttled'],
    ['RequestThrottledException', 'throttled'],
    ['TooManyRequestsException', 'throttled'],
    ['RequestLimitExceeded', 'throttled'],
    ['RequestLimitExceededException', 'throttled'],
    ['SlowDown', 'throttled'],
    ['LimitExceededException', 'quota'],
    ['ServiceQuotaExceededException', 'quota'],
    ['ResourceNotFoundException', 'not-found'],
    ['ResourceNotAvailableException', 'not-available'],
    ['ConcurrentModificationException', 'aws-fault'],
    ['ForbiddenException', 'permission-missing'],
    ['AuthFailure', 'credentials-refused'],
    ['CallRateLimitExceededException', 'throttled'],
    ['ResourceLimitExceeded', 'quota'],
    ['ResourceShareLimitExceededException', 'quota'],
    ['InvalidAMIID.NotFound', 'not-found'],
    ['InvalidSnapshot.NotFound', 'not-found'],
    ['UnknownResourceException', 'not-found'],
    ['ResourceArnNotFoundException', 'not-found'],
    ['ResourceInUseException', 'not-available'],
    ['ResourceDependencyException', 'not-available'],
    ['InvalidStateTransitionException', 'not-available'],
    ['InvalidAMIID.Unavailable', 'not-available'],
    ['InvalidSnapshot.InUse', 'not-available'],
    ['ClientException', 'rejected'],
    ['InvalidRequestException', 'rejected'],
    ['InvalidParameterException', 'rejected'],
    ['InvalidParameterCombinationException', 'rejected'],
    ['InvalidParameterValueException', 'rejected'],
    ['IdempotentParameterMismatchException', 'rejected'],
    ['InvalidParameter', 'rejected'],
    ['InvalidParameterCombination', 'rejected'],
    ['InvalidParameterValue', 'rejected'],
    ['InvalidAMIAttributeItemValue', 'rejected'],
    ['InvalidAMIID.Malformed', 'rejected'],
    ['MissingParameter', 'rejected'],
    ['MalformedArnException', 'rejected'],
    ['UnmatchedPolicyPermissionException', 'rejected'],
    ['ServiceException', 'aws-fault'],
    ['ServerInternalException', 'aws-fault'],
    ['InternalError', 'aws-fault'],
    ['Unavailable', 'aws-fault'],
    ['InternalFailure', 'aws-fault'],
    ['InternalServerError', 'aws-fault'],
    ['ServiceUnavailable', 'aws-fault'],
    ['ServiceUnavailableException', 'aws-fault'],
    ['SyntaxError', 'aws-fault'],
    ['TimeoutError', 'offline'],
    ['AbortError', 'offline'],
  ])('%s means %s, whatever its status', (name, kind) => {
    for (const status of [undefined, 400, 403, 404]) expect(kindOf(name, 'No.', status)).toBe(kind);
  });

  it.each([
    'EntitlementAlreadyExistsException',
    'EntitlementNotFoundException',
    'OperationNotPermittedException',
    'DryRunOperationException',
    'ValidationException',
    'SerializationException',
    'UnknownOperationException',
    'FutureException',
    'constructor',
    'toString',
    '__proto__',
  ])('%s is unknown, with its name and words', (name) => {
    expect(problemOf(errorOf(name, 'Because.', 400), facts)).toEqual({
      kind: 'unknown',
      detail: `${name}: Because.`,
    });
  });

  it.each([
    ['CallRateLimitExceededException', 429, 'throttled'],
    ['FutureException', 429, 'throttled'],
    ['InternalFailure', 429, 'throttled'],
    ['SyntaxError', 429, 'throttled'],
    ['ServiceException', 500, 'aws-fault'],
    ['FutureException', 502, 'aws-fault'],
    ['constructor', 503, 'aws-fault'],
    ['Throttling', 503, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['LimitExceededException', 429, 'quota'],
    ['AccessDeniedException', 500, 'permission-missing'],
  ])('%s with status %i is %s', (name, status, kind) => {
    expect(kindOf(name, 'No.', status)).toBe(kind);
  });

  it.each([
    [
      'Signature expired: 20260801T120000Z is now earlier than 20260801T121000Z (15 min.)',
      'clock-skew',
    ],
    [
      'Signature not yet current: 20260801T130000Z is still later than 20260801T120000Z',
      'clock-skew',
    ],
    [
      'The request signature we calculated does not match the signature you provided.',
      'credentials-refused',
    ],
  ])('of the signature is told by its words: %s', (message, kind) => {
    for (const name of ['InvalidSignatureException', 'SignatureDoesNotMatch']) {
      expect(kindOf(name, message, 403)).toBe(kind);
    }
  });

  it.each<readonly [string, string, boolean | undefined, Problem['kind']]>([
    [
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
      true,
      'clock-skew',
    ],
    [
      'AuthFailure',
      'AWS was not able to validate the provided access credentials',
      false,
      'credentials-refused',
    ],
    ['AuthFailure', 'Not authorized for image:ami-1', true, 'permission-missing'],
    ['RequestExpired', 'Request has expired.', true, 'clock-skew'],
    ['RequestExpired', 'Request has expired.', false, 'expired'],
    ['RequestExpired', 'Request has expired.', undefined, 'clock-skew'],
    ['InvalidSignatureException', 'Signature expired: 20260801T120000Z', false, 'clock-skew'],
    ['AccessDeniedException', 'No.', true, 'permission-missing'],
  ])('%s, %j, is judged by the time of the answer as well: %s', (name, message, skewed, kind) => {
    const error = errorOf(name, message, 400);
    const clock = skewed === undefined ? {} : { clockSkewed: skewed };
    const $metadata = { httpStatusCode: 400, ...clock };
    expect(problemOf(Object.assign(error, { $metadata }), facts).kind).toBe(kind);
  });

  it('is not taken for a clock because of the words of another error', () => {
    expect(kindOf('AccessDeniedException', 'Signature expired')).toBe('permission-missing');
  });

  it.each([
    [
      'User: arn:aws:sts::1:assumed-role/A/b is not authorized to perform: appstream:UpdateImagePermissions on resource: x',
      'appstream:UpdateImagePermissions',
    ],
    ['You are not authorized to perform appstream:DescribeFleets.', 'appstream:DescribeFleets'],
    ['Access denied.', 'appstream:DescribeImages'],
    ['', 'appstream:DescribeImages'],
  ])('of a missing permission names the action: %j', (message, action) => {
    expect(problemOf(errorOf('AccessDeniedException', message), facts)).toEqual({
      kind: 'permission-missing',
      action,
    });
  });

  it('of Organizations without a permission in it is about the account', () => {
    const organizations = {
      action: 'organizations:ListAccounts',
      what: 'The organization',
    } as const;
    const sentence = "You don't have permissions to access this resource.";
    expect(problemOf(errorOf('AccessDeniedException', sentence), organizations)).toEqual({
      kind: 'organization',
      reason: 'not-administrator',
    });
    const iam = 'User: x is not authorized to perform: organizations:ListAccounts on resource: *';
    expect(problemOf(errorOf('AccessDeniedException', iam), organizations)).toEqual({
      kind: 'permission-missing',
      action: 'organizations:ListAccounts',
    });
  });

  it.each([
    [
      'on resource: arn:aws:appstream:us-east-1:111122223333:image/office because no identity-based policy allows it',
      { resource: 'arn:aws:appstream:us-east-1:111122223333:image/office' },
    ],
    ['on resource: * with an explicit deny in a service control policy', { explicitDeny: true }],
  ])(
    'of a missing permission names the resource and a denial that is explicit: %s',
    (end, more) => {
      const who = 'User: arn:aws:sts::111122223333:assumed-role/Viewer/jane';
      const sentence = `${who} is not authorized to perform: appstream:DescribeImages ${end}`;
      const problem = problemOf(errorOf('AccessDeniedException', sentence), facts);
      expect(problem).toEqual({
        kind: 'permission-missing',
        action: 'appstream:DescribeImages',
        ...more,
      });
    },
  );

  it('of something missing says what was missing, in our words', () => {
    expect(problemOf(errorOf('ResourceNotFoundException', 'arn:...'), facts)).toEqual({
      kind: 'not-found',
      what: 'Image office-2026',
    });
  });

  it.each([
    ['Not authorized for images: [ami-0123456789abcdef0]', 'permission-missing'],
    ['AWS was not able to validate the provided access credentials', 'credentials-refused'],
  ])('AuthFailure is told by its words: %s', (message, kind) => {
    expect(kindOf('AuthFailure', message, 403)).toBe(kind);
  });

  it('of EC2 names the action that its second sentence names', () => {
    const sentence =
      'You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/ada is not authorized to perform: ec2:ModifyImageAttribute on resource: arn:aws:ec2:us-east-1::image/ami-0 because no identity-based policy allows it';
    expect(problemOf(errorOf('UnauthorizedOperation', sentence, 403), facts)).toEqual({
      kind: 'permission-missing',
      action: 'ec2:ModifyImageAttribute',
      resource: 'arn:aws:ec2:us-east-1::image/ami-0',
    });
  });

  it.each([
    'LimitExceededException',
    'ResourceNotAvailableException',
    'ResourceDependencyException',
    'InvalidRequestException',
  ])('%s keeps the sentence of AWS', (name) => {
    expect(problemOf(errorOf(name, 'Too many.'), facts)).toMatchObject({ detail: 'Too many.' });
  });
});

describe('an error of the network', () => {
  it.each<readonly [string, Error]>([
    ['Chromium', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Safari', new TypeError('Load failed')],
    ['Node', new TypeError('fetch failed')],
    ['a refused connection', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })],
    ['a reset connection', Object.assign(new Error('no'), { code: 'ECONNRESET' })],
    ['an unknown host', Object.assign(new Error('no'), { code: 'ENOTFOUND' })],
    ['a resolver that is away', Object.assign(new Error('no'), { code: 'EAI_AGAIN' })],
    ['a broken pipe', Object.assign(new Error('no'), { code: 'EPIPE' })],
    ['a time-out', Object.assign(new Error('no'), { code: 'ETIMEDOUT' })],
    ['an abort', Object.assign(new Error('no'), { name: 'AbortError' })],
  ])('is offline: %s', (_, error) => {
    expect(problemOf(error, facts)).toEqual({ kind: 'offline' });
  });

  it.each<readonly [string, unknown]>([
    ['a mistake of ours', new TypeError("Cannot read properties of undefined (reading 'x')")],
    [
      'a bad certificate',
      Object.assign(new Error('self-signed'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
    ],
    ['an error without a name', new Error('fetch')],
  ])('is not %s', (_, error) => {
    expect(problemOf(error, facts).kind).toBe('unknown');
  });
});

describe('whatever is thrown', () => {
  it.each([undefined, null, 'text', 7, {}, [], { name: 7, message: {} }, { $metadata: null }])(
    'is a problem: %j',
    (thrown) => {
      expect(problemOf(thrown, facts).kind).toBe('unknown');
    },
  );

  it('never makes this throw', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        expect(problemOf(thrown, facts)).toHaveProperty('kind');
      }),
    );
  });
});
