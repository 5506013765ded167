// Prints the totals as the very last line, in words that are easy to find.
import type { FullResult, Reporter, TestCase } from "@playwright/test/reporter";

export default class Totals implements Reporter {
  readonly #outcomes = new Map<string, string>();
  #errors = 0;

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(test: TestCase): void {
    this.#outcomes.set(test.id, test.outcome());
  }

  /** An error outside every test, such as a server that did not start. */
  onError(): void {
    this.#errors++;
  }

  #status: FullResult["status"] = "passed";

  onEnd(result: FullResult): void {
    this.#status = result.status;
  }

  async onExit(): Promise<void> {
    const count = (outcome: string) => [...this.#outcomes.values()].filter((it) => it === outcome).length;
    const skipped = count("skipped");
    const failed = count("unexpected") + this.#errors;
    if (skipped > 0) console.log(`${skipped} skipped`);
    if (this.#status !== "passed" && failed === 0) console.log(`the run ended as: ${this.#status}`);
    console.log(`${count("expected")} passed, ${failed} failed`);
  }
}
