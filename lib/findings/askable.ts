/** Source: the model of Inspector2, VulnId. */
const pattern = /^CVE-[12]\d{3}-\d{1,10}$/;

/** Whether Amazon Inspector can be asked about a vulnerability: it takes the ids of CVEs alone. */
export function isAskable(vulnerability: string): boolean {
  return pattern.test(vulnerability);
}
