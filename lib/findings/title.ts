/**
 * The title of a finding where its id stands beside it: Amazon Inspector begins titles with the id
 * (`CVE-2026-1 - openssl`), which need not be read twice. Nothing when nothing else is in it.
 */
export function titleBeside(id: string, title: string | undefined): string | undefined {
  if (title === undefined || !title.startsWith(id)) return title;
  const rest = title.slice(id.length);
  if (rest === '') return undefined;
  return rest.startsWith(' - ') && rest.trim() !== '-' ? rest.slice(3) : title;
}
