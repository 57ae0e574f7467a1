/**
 * The license-included software that AWS installs on an image builder of Windows, by AWS's names.
 * Source: the model on `SoftwaresToInstall` of CreateImageBuilder.
 */
export const licenseIncluded: readonly string[] = ['2024', '2021'].flatMap((year) =>
  [
    `Office_${year}_LTSC_Professional_Plus`,
    `Office_${year}_LTSC_Standard`,
    `Visio_${year}_LTSC_Professional`,
    `Visio_${year}_LTSC_Standard`,
    `Project_${year}_Professional`,
    `Project_${year}_Standard`,
  ].flatMap((product) => [`Microsoft_${product}_64Bit`, `Microsoft_${product}_32Bit`]),
);

/** A name of AWS's in words: `Microsoft Office 2024 LTSC Standard (64-bit)`. */
export function nameOfLicensed(software: string): string {
  return software.replace(/_(\d\d)Bit$/, ' ($1-bit)').replaceAll('_', ' ');
}
