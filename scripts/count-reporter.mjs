/** Ends every test run with the names of what failed and one line a machine can read: "N passed, N failed". */
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    let passed = 0;
    const failed = unhandledErrors.map((error) => `outside of any test: ${error.message}`);
    for (const module of modules) {
      if (module.errors().length > 0) failed.push(module.moduleId);
      for (const test of module.children.allTests()) {
        // A skipped or todo test counts as failed: nothing in this repository may be skipped.
        const { state, errors } = test.result();
        if (state === 'passed') passed += 1;
        else failed.push(`${module.moduleId} > ${test.fullName}: ${errors?.[0]?.message ?? state}`);
      }
    }
    for (const name of failed) console.log(`did not pass: ${name.split('\n')[0]}`);
    console.log(`${passed} passed, ${failed.length} failed`);
  }
}
