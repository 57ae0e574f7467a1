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
];

/**
 * Whether an image runs on an instance type. It does as far as is known where AWS names no
 * families, or the type is a new one.
 */
export function runsOn(supported: readonly string[], type: string): boolean {
  const family = familyOfInstance(type);
  return (
    family === undefined ||
    supported.length === 0 ||
    supported.some((each) => each.toLowerCase().replaceAll(/[^a-z0-9]/g, '') === family)
  );
}
