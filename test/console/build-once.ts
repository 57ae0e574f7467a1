import { buildConsole } from './build';

await buildConsole();
