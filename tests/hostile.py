"""Answers that freeze, kill, flood, cheat or leave a mess: bodies of ``contrast(x)``, and the verdict each must get.

``"late"``: stopped; ``"raises"``: an error of its own; ``"wrong"``; ``"right"``: right, whatever it does besides.
"""

ANSWERS = {
    # code in C that keeps the interpreter's lock
    "sum of a long range": ("return sum(range(10**12))", "late"),
    "a huge power": ("return 10 ** 10**7 % 7", "late"),
    "a factorial": ("import math; return math.factorial(10**7)", "late"),
    "a product of large numbers": ("a = 7 ** (10**6)\n    return sum(a * a % 3 for _ in range(10**6))", "late"),
    "sorting": ("return sorted(itertools.repeat(1, 10**9))", "late or memory"),
    "matching that goes back and forth": ("import re; return bool(re.match(r'(a+)+$', 'a' * 40 + 'b'))", "late"),
    "text of a huge number": ("import sys; sys.set_int_max_str_digits(0); return len(str(7 ** (3 * 10**6)))", "late"),
    # loops and waiting
    "an endless loop": ("while True: x = x + 1", "late"),
    "a loop that swallows everything": (
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        "late",
    ),
    "sleeping": ("import time; time.sleep(10**6)", "late"),
    "waiting for a lock": ("import threading; threading.Semaphore(0).acquire()", "late"),
    "waiting for a process": ("import subprocess; subprocess.run(['sleep', '1000'])", "late"),
    "waiting for the network": (
        "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(); return s.accept()",
        "late",
    ),
    "waiting for a word": ("return input('number? ')", "raises"),
    "recursion": ("return contrast(x)", "raises"),
    "recursion without a limit": ("import sys; sys.setrecursionlimit(10**8); return contrast(x)", "raises or late"),
    "deep recursion in C": ("a = []\n    for _ in range(10**6): a = [a]\n    return a", "not right"),
    "a slow answer": ("import time; time.sleep(0.05); return x.max()", "not right"),
    # what is looked at after the call
    "an endless __repr__": ("class A:\n        def __repr__(self):\n            while True: pass\n    return A()", "late"),
    "a sleeping __array__": (
        "class A:\n        def __array__(self, *a, **k):\n            import time; time.sleep(10**6)\n    return A()",
        "late",
    ),
    "an endless __str__ of an error": (
        "class E(Exception):\n        def __str__(self):\n            while True: pass\n    raise E",
        "late",
    ),
    "a __repr__ that ends Python": ("class A:\n        def __repr__(self): raise SystemExit\n    return A()", "not right"),
    "an __eq__ that always agrees": ("class A:\n        def __eq__(self, other): return True\n    return A()", "wrong"),
    "a __len__ that lies": ("class A(list):\n        def __len__(self): return 10**9\n    return A([1])", "not right"),
    "a list of 30 million numbers": ("return [0.0] * 30_000_000", "wrong"),
    "a long range": ("return range(10**9)", "wrong"),
    "an array of no stride": ("return np.broadcast_to(0.0, (20000, 20000))", "wrong"),
    "a huge array": ("return np.zeros((30000, 30000))", "not right"),
    "a huge number": ("return 10 ** (10**6)", "wrong"),
    "a huge word": ("return 'a' * 10**8", "wrong"),
    "a list that holds itself": ("a = []; a.append(a); return a", "not right"),
    "a list of lists of lists": ("a = [1] * 1000\n    for _ in range(5): a = [a] * 1000\n    return a", "wrong"),
    "an array of objects": ("return np.array([object()] * 10)", "wrong"),
    "a generator": ("return (value for value in [0.5])", "wrong"),
    "a coroutine": ("async def f(): pass\n    return f()", "not right"),
    "nan": ("return np.nan", "wrong"),
    "everything masked": ("return np.ma.masked_all(np.shape(x.max() - x.min()))", "wrong"),
    "a masked number": ("return np.ma.masked", "wrong"),
    # memory
    "a list that grows": ("a = []\n    while True: a.append(' ' * 10**6)", "raises or late"),
    "many arrays": ("return sum([np.ones(10**8) for _ in range(100)])", "raises or late"),
    "a bytearray of 10 GB": ("return len(bytearray(10**10))", "raises"),
    # ending Python
    "exit": ("exit()", "raises"),
    "sys.exit": ("import sys; sys.exit(0)", "raises"),
    "os._exit": ("import os; os._exit(0)", "raises"),
    "abort": ("import os; os.abort()", "raises"),
    "a signal to itself": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "raises"),
    "a segmentation fault": ("import ctypes; ctypes.string_at(0)", "raises"),
    "an interrupt": ("raise KeyboardInterrupt", "raises"),
    # processes and threads
    "a fork that goes on": ("import os; os.fork(); return x.max() - x.min()", "right"),
    "a fork that sleeps": (
        "import os, time\n    if os.fork() == 0: time.sleep(1000)\n    return x.max() - x.min()",
        "right",
    ),
    "forks of forks": ("import os; os.fork(); os.fork(); return x.max() - x.min()", "right"),
    "threads": (
        "import threading, time\n    for _ in range(20): threading.Thread(target=time.sleep, args=(1000,)).start()\n"
        "    return x.max() - x.min()",
        "right",
    ),
    # a mess
    "np.sum replaced": ("np.sum = lambda *a, **k: 0; return x.max() - x.min()", "right"),
    "NumPy's zeros and max replaced": ("np.zeros = np.max = None; return 0", "wrong"),
    "a result that agrees with a broken NumPy": ("np.allclose = np.array_equal = lambda *a, **k: True; return 7", "wrong"),
    "the check itself replaced": (
        "from imagen_course.exercises import compare, engine; compare.same = engine.same = lambda *a: True; return 7",
        "wrong",
    ),
    "a seed": ("np.random.seed(0); return x.max() - x.min()", "right"),
    "another folder": ("import os; os.chdir('/'); return x.max() - x.min()", "right"),
    "no more output": ("import sys; sys.stdout = sys.stderr = None; return x.max() - x.min()", "right"),
    "closed streams": ("import os\n    for n in range(3): os.close(n)\n    return x.max() - x.min()", "raises"),
    "a flood of lines": ("for _ in range(10**6): print('here I am')\n    return 7", "not right"),
    "a flood from C": ("import os; os.system('yes | head -c 1000000'); return x.max() - x.min()", "right"),
    "warnings as errors": ("import warnings; warnings.simplefilter('error'); return x.max() - x.min()", "right"),
    "its input changed": ("x -= x.min(); return x.max()", "right"),
    "a global changed": ("global kept; kept = 7; return x.max() - x.min()", "right"),
    "the environment changed": ("import os; os.environ['MINE'] = '1'; return x.max() - x.min()", "right"),
    "modules removed": ("import sys; sys.modules.clear(); return x.max() - x.min()", "not checked"),
    "builtins replaced": ("import builtins; builtins.len = lambda x: 7; return x.max() - x.min()", "not checked"),
    "a tracer": ("import sys; sys.settrace(lambda *a: None); return x.max() - x.min()", "right"),
    "a handler of signals": (
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.alarm(0)\n    while True: pass",
        "late",
    ),
}


def source(body):
    return f"def contrast(x):\n    {body}\n"
