"""A WebSub subscriber by other people: flask-websub 0.4.1. It follows one feed and says, a line of JSON each, what it was told.

    python3 websub_subscriber.py <feed> <port> <folder>

`unsubscribe` on standing input ends the subscription. Its hub must be reached by https, or it sends no secret.
"""
import hashlib
import json
import sys
import threading

from flask import Flask
from flask_websub.subscriber import SQLite3SubscriberStorage, SQLite3TempSubscriberStorage, Subscriber, discover

feed, port, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]


def say(**what):
    print(json.dumps(what), flush=True)


app = Flask(__name__)
app.config["SERVER_NAME"] = f"127.0.0.1:{port}"
subscriber = Subscriber(SQLite3SubscriberStorage(f"{folder}/kept.db"), SQLite3TempSubscriberStorage(f"{folder}/asked.db"))
app.register_blueprint(subscriber.build_blueprint(url_prefix="/callbacks"))


@subscriber.add_listener
def heard(topic, callback, body):
    say(event="heard", topic=topic, callback=callback, sha256=hashlib.sha256(body).hexdigest(), text=body.decode("utf-8"))


@subscriber.add_success_handler
def confirmed(topic, callback, mode):
    say(event=mode, topic=topic, callback=callback)


@subscriber.add_error_handler
def refused(topic, callback, reason):
    say(event="denied", topic=topic, callback=callback, reason=reason)


threading.Thread(target=lambda: app.run("127.0.0.1", port, threaded=True), daemon=True).start()
found = discover(feed)
say(event="discovered", **found)
with app.app_context():
    callback_id = subscriber.subscribe(**found)
for line in sys.stdin:
    if line.strip() == "unsubscribe":
        with app.app_context():
            subscriber.unsubscribe(callback_id)
