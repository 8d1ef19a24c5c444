/** Setup of all tests except flows: the lane of a flow lives in real time, and what else runs leaves it the processor. */
import { setPriority } from 'node:os';

setPriority(5);
