//! A fixed number of threads that share the tasks of one call at a time; the caller is one of them.

use std::panic::{catch_unwind, resume_unwind, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

/// Tasks are handed out one by one to whichever thread is free: which thread runs a task must not matter.
pub struct Pool {
    shared: Arc<Shared>,
    one_call_at_a_time: Mutex<()>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    state: Mutex<State>,
    wake: Condvar,
    idle: Condvar,
}

#[derive(Default)]
struct State {
    job: Option<Job>,
    generation: u64,
    running: usize,
    panic: Option<Box<dyn std::any::Any + Send>>,
    stop: bool,
}

#[derive(Clone, Copy)]
struct Job {
    body: *const (dyn Fn(usize) + Sync),
    next: *const AtomicUsize,
    tasks: usize,
}

// SAFETY: the caller of `Pool::run` keeps both alive until no worker runs the job any more.
unsafe impl Send for Job {}

impl Pool {
    /// `threads` counts the caller.
    pub fn new(threads: usize) -> std::io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(State::default()),
            wake: Condvar::new(),
            idle: Condvar::new(),
        });
        let mut pool = Pool {
            shared,
            one_call_at_a_time: Mutex::new(()),
            workers: Vec::new(),
        };
        for k in 1..threads {
            let shared = Arc::clone(&pool.shared);
            pool.workers.push(
                std::thread::Builder::new()
                    .name(format!("lethe-gradients-{k}"))
                    .spawn(move || work(&shared))?,
            );
        }
        Ok(pool)
    }

    pub fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Runs `body` once for every task below `tasks` and returns when all are done; a panic in one comes out here.
    pub fn run(&self, tasks: usize, body: impl Fn(usize) + Sync) {
        if self.workers.is_empty() || tasks < 2 {
            (0..tasks).for_each(body);
            return;
        }
        let _entered = lock(&self.one_call_at_a_time);
        let next = AtomicUsize::new(0);
        let body: &(dyn Fn(usize) + Sync) = &body;
        // SAFETY: only the lifetime is forgotten; this call does not return before every worker has let go of it.
        let body: &'static (dyn Fn(usize) + Sync) = unsafe { std::mem::transmute(body) };
        let job = Job {
            body,
            next: &next,
            tasks,
        };
        {
            let mut state = lock(&self.shared.state);
            state.job = Some(job);
            state.generation += 1;
        }
        self.shared.wake.notify_all();
        let own = catch_unwind(AssertUnwindSafe(|| job.take_all()));
        let mut state = lock(&self.shared.state);
        state.job = None;
        while state.running > 0 {
            state = self
                .shared
                .idle
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let panic = state.panic.take();
        drop(state);
        if let Some(panic) = own.err().or(panic) {
            resume_unwind(panic);
        }
    }
}

impl Job {
    fn take_all(&self) {
        // SAFETY: see `Pool::run`.
        let (body, next) = unsafe { (&*self.body, &*self.next) };
        loop {
            let task = next.fetch_add(1, Ordering::Relaxed);
            if task >= self.tasks {
                return;
            }
            body(task);
        }
    }
}

fn work(shared: &Shared) {
    let mut seen = 0;
    let mut state = lock(&shared.state);
    loop {
        if state.stop {
            return;
        }
        let generation = state.generation;
        match state.job {
            Some(job) if generation != seen => {
                seen = generation;
                state.running += 1;
                drop(state);
                let outcome = catch_unwind(AssertUnwindSafe(|| job.take_all()));
                state = lock(&shared.state);
                state.running -= 1;
                if let Err(panic) = outcome {
                    state.panic = Some(panic);
                }
                shared.idle.notify_one();
            }
            _ => {
                state = shared
                    .wake
                    .wait(state)
                    .unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}

/// No invariant can be broken where a lock is held, so that a poisoned one is as good.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Pool {
    fn drop(&mut self) {
        lock(&self.shared.state).stop = true;
        self.shared.wake.notify_all();
        for worker in self.workers.drain(..) {
            let _ = worker.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_runs_once_whatever_the_threads() {
        for threads in 1..5 {
            let pool = Pool::new(threads).unwrap();
            for tasks in [0, 1, 2, 3, 100] {
                let counts: Vec<AtomicUsize> = (0..tasks).map(|_| AtomicUsize::new(0)).collect();
                pool.run(tasks, |task| {
                    counts[task].fetch_add(1, Ordering::Relaxed);
                });
                assert!(counts.iter().all(|c| c.load(Ordering::Relaxed) == 1));
            }
        }
    }

    #[test]
    fn a_panic_comes_out_and_the_pool_goes_on() {
        let pool = Pool::new(3).unwrap();
        let panic = catch_unwind(AssertUnwindSafe(|| {
            pool.run(50, |task| assert_ne!(task, 31, "task of no luck"))
        }));
        assert!(panic.is_err());
        let count = AtomicUsize::new(0);
        pool.run(50, |_| {
            count.fetch_add(1, Ordering::Relaxed);
        });
        assert_eq!(count.into_inner(), 50);
    }
}
