/** What the company of the demo installs on its images. */
export const applications = [
  {
    id: 'Notes',
    name: 'Team notes',
    platform: 'windows',
    source: { kind: 'https', url: 'https://downloads.example.com/notes-4.2.msi' },
    install: 'msiexec /i "$env:INSTALLER" /qn',
    launchPath: 'C:\\Program Files\\Team Notes\\notes.exe',
  },
  {
    id: 'Plotter',
    name: 'Plotter 3D',
    platform: 'windows',
    install: 'choco install plotter --yes',
    launchPath: 'C:\\Plotter\\plotter.exe',
    launchParameters: '--offline',
    workingDirectory: 'C:\\Plotter',
  },
  {
    id: 'Firefox',
    name: 'Firefox',
    platform: 'windows',
    launchPath: 'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  },
  {
    id: 'gimp',
    name: 'GIMP',
    platform: 'linux',
    install: 'yum install --assumeyes gimp',
    launchPath: '/usr/bin/gimp',
  },
] as const;
