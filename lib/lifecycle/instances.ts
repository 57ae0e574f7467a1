/** An instance type that an image builder can have. */
export interface InstanceType {
  /** AWS's name, such as `stream.standard.medium`. */
  readonly type: string;
  readonly vcpus: number;
  /** In GiB. */
  readonly memory: number;
  readonly gpu?: {
    /** How many; less than one where several instances share it. */
    readonly count: number;
    /** Of all of them, or of the share, in GB as their maker counts. */
    readonly memory: number;
  };
}

/** The instance types of a family, the smallest first. */
export interface InstanceFamily {
  /** AWS's name of it. */
  readonly name: string;
  readonly types: readonly InstanceType[];
}

/** A type with its vCPUs and GiB of memory, and where it has GPUs their number and GB. */
type Row = readonly [
  type: string,
  vcpus: number,
  memory: number,
  gpus?: number,
  gpuMemory?: number,
];

const familyOf = (name: string, start: string, rows: readonly Row[]): InstanceFamily => ({
  name,
  types: rows.map(([type, vcpus, memory, count, gpuMemory]) => ({
    type: `stream.${start}${type}`,
    vcpus,
    memory,
    ...(count !== undefined && gpuMemory !== undefined && { gpu: { count, memory: gpuMemory } }),
  })),
});

/**
 * The instance types that AWS starts image builders on. Source of the types: the model on
 * `InstanceType` of CreateImageBuilder, and for Graphics G7 AWS's announcement of 2026-09-03; of the
 * families: the model on `SupportedInstanceFamilies`. Of the vCPUs and the memory: the values in the
 * price list of AppStream, for graphics those of the EC2 instances of the same name; which type has
 * which is general knowledge where no source is known. They help to choose, and nothing is refused
 * because of them.
 */
export const instanceFamilies: readonly InstanceFamily[] = [
  familyOf('General Purpose', 'standard.', [
    ['small', 1, 2],
    ['medium', 2, 4],
    ['large', 2, 8],
  ]),
  familyOf('Compute Optimized', 'compute.', [
    ['large', 2, 3.75],
    ['xlarge', 4, 7.5],
    ['2xlarge', 8, 15],
    ['4xlarge', 16, 30],
    ['8xlarge', 32, 60],
  ]),
  familyOf('Memory Optimized', 'memory.', [
    ['large', 2, 15.25],
    ['xlarge', 4, 30.5],
    ['2xlarge', 8, 61],
    ['4xlarge', 16, 122],
    ['8xlarge', 32, 244],
    ['z1d.large', 2, 16],
    ['z1d.xlarge', 4, 32],
    ['z1d.2xlarge', 8, 64],
    ['z1d.3xlarge', 12, 96],
    ['z1d.6xlarge', 24, 192],
    ['z1d.12xlarge', 48, 384],
  ]),
  familyOf('Graphics G4', 'graphics.g4dn.', [
    ['xlarge', 4, 16, 1, 16],
    ['2xlarge', 8, 32, 1, 16],
    ['4xlarge', 16, 64, 1, 16],
    ['8xlarge', 32, 128, 1, 16],
    ['12xlarge', 48, 192, 4, 64],
    ['16xlarge', 64, 256, 1, 16],
  ]),
  familyOf('Graphics G5', 'graphics.g5.', [
    ['xlarge', 4, 16, 1, 24],
    ['2xlarge', 8, 32, 1, 24],
    ['4xlarge', 16, 64, 1, 24],
    ['8xlarge', 32, 128, 1, 24],
    ['12xlarge', 48, 192, 4, 96],
    ['16xlarge', 64, 256, 1, 24],
    ['24xlarge', 96, 384, 4, 96],
  ]),
  familyOf('Graphics G6', 'graphics.', [
    ['g6f.large', 2, 8, 1 / 8, 3],
    ['g6f.xlarge', 4, 16, 1 / 8, 3],
    ['g6f.2xlarge', 8, 32, 1 / 4, 6],
    ['g6f.4xlarge', 16, 64, 1 / 2, 12],
    ['gr6f.4xlarge', 16, 128, 1 / 2, 12],
    ['g6.xlarge', 4, 16, 1, 24],
    ['g6.2xlarge', 8, 32, 1, 24],
    ['g6.4xlarge', 16, 64, 1, 24],
    ['g6.8xlarge', 32, 128, 1, 24],
    ['g6.12xlarge', 48, 192, 4, 96],
    ['g6.16xlarge', 64, 256, 1, 24],
    ['g6.24xlarge', 96, 384, 4, 96],
    ['gr6.4xlarge', 16, 128, 1, 24],
    ['gr6.8xlarge', 32, 256, 1, 24],
  ]),
  familyOf('Graphics G7', 'graphics.g7.', [
    ['2xlarge', 8, 32, 1, 32],
    ['4xlarge', 16, 64, 1, 32],
    ['8xlarge', 32, 128, 1, 32],
    ['12xlarge', 48, 192, 2, 64],
    ['24xlarge', 96, 384, 4, 128],
    ['48xlarge', 192, 768, 8, 256],
  ]),
];

/** What is known of an instance type by its name; nothing of one that is not in the lists. */
export function instanceOf(type: string): InstanceType | undefined {
  return instanceFamilies.flatMap(({ types }) => types).find((each) => each.type === type);
}

/** What is said of an instance type that is in no list. */
export function unknownInstance(type: string): string {
  return `Image Desk does not know the instance type ${type}. AWS refuses it where it has no such type, or where this image does not run on it.`;
}

/** What an instance type has, in words: `4 vCPUs, 16 GiB, 1 GPU with 24 GB`. */
export function describeInstance({ vcpus, memory, gpu }: InstanceType): string {
  const machine = `${vcpus} ${vcpus === 1 ? 'vCPU' : 'vCPUs'}, ${memory} GiB`;
  if (!gpu) return machine;
  const { count } = gpu;
  const gpus = count === 1 ? '1 GPU' : count > 1 ? `${count} GPUs` : `1/${1 / count} GPU`;
  return `${machine}, ${gpus} with ${gpu.memory} GB`;
}

/**
 * The family of instances that an AppStream instance type belongs to, in AWS's words without what
 * differs in their spelling; nothing for a type that is not known. Source: the model on
 * `InstanceType` of CreateImageBuilder and `SupportedInstanceFamilies` of Image.
 */
export function familyOfInstance(type: string): string | undefined {
  return families.find(([shape]) => shape.test(type))?.[1];
}

const families: readonly (readonly [RegExp, string])[] = [
  [/^stream\.standard\./, 'generalpurpose'],
  [/^stream\.compute\./, 'computeoptimized'],
  [/^stream\.memory\./, 'memoryoptimized'],
  [/^stream\.graphics\.g4dn\./, 'graphicsg4'],
  [/^stream\.graphics\.g5\./, 'graphicsg5'],
  [/^stream\.graphics\.gr?6f?\./, 'graphicsg6'],
  [/^stream\.graphics\.g7\./, 'graphicsg7'],
];

const knownFamilies: ReadonlySet<string> = new Set(families.map(([, name]) => name));

/**
 * Whether an image runs on an instance type. It does as far as is known where AWS names no
 * families, or one that came later and may have that type, or where the type is a new one.
 */
export function runsOn(supported: readonly string[], type: string): boolean {
  const family = familyOfInstance(type);
  return (
    family === undefined ||
    supported.length === 0 ||
    supported.map(plain).some((each) => each === family || !knownFamilies.has(each))
  );
}

/** The families of instances, those that an image runs on before the others. */
export function familiesFor(
  supported: readonly string[],
): readonly (InstanceFamily & { readonly fits: boolean })[] {
  const told = instanceFamilies.map((each) => ({
    ...each,
    fits: each.types.every(({ type }) => runsOn(supported, type)),
  }));
  return [...told.filter(({ fits }) => fits), ...told.filter(({ fits }) => !fits)];
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
}
