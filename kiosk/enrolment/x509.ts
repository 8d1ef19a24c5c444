/** The certificate library, whose decorators need `reflect-metadata` to be loaded first. */
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

export { x509 };
