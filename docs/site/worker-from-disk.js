// From disk a page may start no worker: the search's script runs in a frame instead, and is spoken to as a worker is.
if (location.protocol === "file:")
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.srcdoc = `<script src="${address}"></` + "script>";
      this.inside = new Promise(done => {
        frame.onload = () => {
          frame.contentWindow.postMessage = data => this.dispatchEvent(new MessageEvent("message", {data}));
          done(frame.contentWindow);
        };
      });
      document.body.append(frame);
    }
    postMessage(data) {
      this.inside.then(inside => inside.dispatchEvent(new MessageEvent("message", {data})));
    }
  };
