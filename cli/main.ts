import { program } from './program';

program().parseAsync();
