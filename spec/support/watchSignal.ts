export { watchedController } from '../../lib/testing/conformance/kit/watchedController.ts';
