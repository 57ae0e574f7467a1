/** A service whose console is played, by the first folder of its addresses. */
export type ConsoleService = 'appstream2' | 'imagebuilder';

/** What each service is called on its pages. */
export const serviceTitles: Readonly<Record<ConsoleService, string>> = {
  appstream2: 'AppStream 2.0',
  imagebuilder: 'EC2 Image Builder',
};

/** The service that the path of an address belongs to. */
export function serviceOf(pathname: string): ConsoleService | undefined {
  const services = Object.keys(serviceTitles) as ConsoleService[];
  return services.find((name) => pathname === `/${name}` || pathname.startsWith(`/${name}/`));
}
