// A real mail server of a test's own.
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface Mail {
  readonly to: string;
  readonly text: string;
}

/** How it answers the next mail: takes it, says "later" (4xx) or "never" (5xx), or says nothing for so many milliseconds. */
export type Manner = "take" | "later" | "never" | number;

export class PostOffice {
  readonly mails: Mail[] = [];
  /** How the next mails are answered; after those all are taken. */
  readonly manners: Manner[] = [];
  #server: SMTPServer | undefined;
  #port = 0;

  get url(): string {
    return `smtp://127.0.0.1:${this.#port}`;
  }

  /** Opens it, at the port it had before. */
  async open(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      onData: (stream, session, answer) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const manner = this.manners.shift() ?? "take";
          const to = session.envelope.rcptTo.map((rcpt) => rcpt.address).join(",");
          const refuse = (code: number, words: string) => answer(Object.assign(new Error(words), { responseCode: code }));
          if (manner === "later") return refuse(451, "come again later");
          if (manner === "never") return refuse(550, "no such mailbox");
          const take = () => {
            this.mails.push({ to, text: Buffer.concat(parts).toString("utf8") });
            answer();
          };
          if (manner === "take") return take();
          setTimeout(take, manner);
        });
      },
    });
    // A client that is stopped breaks off; that is no failure of the server.
    server.on("error", () => {});
    server.listen(this.#port, "127.0.0.1");
    await once(server.server, "listening");
    this.#port = (server.server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((closed) => server.close(closed));
  }
}
