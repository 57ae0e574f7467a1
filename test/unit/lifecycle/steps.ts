import * as fc from 'fast-check';
import type { BuilderOrder, ImageStep, ImportOrder } from '@/lib/lifecycle/step';

/** The account of the examples, and where they are. */
export const home = { partition: 'aws', account: '111122223333' } as const;
export const friend = '444455556666';
export const role = `arn:aws:iam::${home.account}:role/AppStream`;

const placed = { kind: 'image-step', of: 'clone', chain: 'a', region: 'us-east-1' } as const;

/** A step of the examples. */
export function stepOf(step: Pick<ImageStep, 'act'> & Partial<ImageStep>): ImageStep {
  // Which members an act has is for whoever writes the example.
  return { ...placed, ...step } as ImageStep;
}

/** An image builder with all that an order can say. */
export const builder: BuilderOrder = {
  name: 'office-2-builder',
  image: { name: 'office' },
  instanceType: 'stream.standard.medium',
  displayName: "Bob's builder",
  description: 'For $HOME and `more`',
  agentVersion: 'LATEST',
  subnets: ['subnet-0123'],
  securityGroups: ['sg-0123'],
  role,
  domain: { directory: 'corp.example.com', unit: 'OU=Streams,DC=corp' },
  internetAccess: true,
  rootVolume: 300,
  withoutImdsV1: true,
  software: ['Microsoft_Office_2021_LTSC_Standard_64Bit'],
  tags: [{ key: 'team', value: 'desk & "co"' }],
};

/** An import with all that an order can say. */
export const order: ImportOrder = {
  ami: { id: 'ami-0123456789abcdef0' },
  image: 'office',
  role,
  displayName: 'Office',
  description: 'Of an AMI',
  alwaysLatestAgent: true,
  applications: [{ id: 'Notepad', name: 'Notepad', path: 'C:\\Windows\\notepad.exe' }],
  tags: [{ key: 'team', value: 'desk' }],
};

/** Orders of image builders with a text of one's own wherever a person writes one. */
export function buildersWith(text: fc.Arbitrary<string>): fc.Arbitrary<BuilderOrder> {
  return fc.record({
    name: text,
    image: fc.oneof(fc.record({ name: text }), fc.record({ name: text, arn: text })),
    instanceType: text,
    displayName: text,
    description: text,
    agentVersion: text,
    subnets: fc.array(text, { minLength: 1, maxLength: 2 }),
    securityGroups: fc.array(text, { maxLength: 2 }),
    role: text,
    domain: fc.record({ directory: text, unit: text }),
    internetAccess: fc.boolean(),
    rootVolume: fc.integer({ min: 200, max: 500 }),
    withoutImdsV1: fc.boolean(),
    software: fc.array(text, { maxLength: 2 }),
    tags: fc.uniqueArray(fc.record({ key: text, value: text }), {
      selector: ({ key }) => key,
      maxLength: 3,
    }),
  });
}
