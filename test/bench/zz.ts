import { measureCollect } from './collect';
import { measureFindings } from './findings';
console.log(await measureFindings(7));
console.log(await measureCollect());
