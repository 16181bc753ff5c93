import threading

from app.core.turns import Turns


def test_turns_come_in_the_order_in_which_they_were_asked_for():
    turns, order, threads = Turns(), [], []
    assert turns.acquire(1)

    def take(name):
        turns.acquire(5)
        order.append(name)
        turns.release()

    for name in range(6):
        thread = threading.Thread(target=take, args=(name,))
        thread.start()
        while len(turns._waiting) <= name:
            pass
        threads.append(thread)
    turns.release()
    for thread in threads:
        thread.join()
    assert order == list(range(6))
    assert turns.acquire(0)


def test_who_gave_up_waiting_is_passed_over():
    turns = Turns()
    assert turns.acquire(0)
    assert not turns.acquire(0.01)
    turns.release()
    assert turns.acquire(0)
    turns.release()


def test_a_turn_that_is_given_back_is_had_by_one_alone():
    turns, inside, most = Turns(), [], []

    def work():
        for _ in range(200):
            assert turns.acquire(5)
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            turns.release()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 1_600
