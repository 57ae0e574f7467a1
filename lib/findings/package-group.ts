/** The ABI of a Linux kernel in the name of a package, such as that of `linux-headers-5.15.0-1039-azure`. */
const kernelAbi = /-\d+\.\d+\.\d+-\d+(?=-|$)/;

/**
 * What packages are grouped by: their name without the ABI of a kernel, by which every upgrade of a
 * kernel looks like a removal beside an addition. Only for showing things together: packages are
 * compared and counted by their whole names.
 */
export function packageGroup(name: string): string {
  return name.replace(kernelAbi, '');
}
